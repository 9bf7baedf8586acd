package verticles.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The product in a process of its own, started from the packaged jar on a free port and a data
 * folder that is deleted at the end. {@code -Dspinreserve.url} names a running one to use instead.
 */
public final class RunningNode implements AutoCloseable {
  private static final Path JAR = Path.of("target", "spinreserve.jar");
  private static final Path OPTIONS = Path.of("target", "classes", "conf", "jvm.options");
  private static final Pattern READY = Pattern.compile("ready (http://\\S+) in .*");
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final URI baseUrl;
  private final Optional<Process> process;
  private final Optional<Path> data;

  private RunningNode(URI baseUrl, Optional<Process> process, Optional<Path> data) {
    this.baseUrl = baseUrl;
    this.process = process;
    this.data = data;
  }

  /**
   * Starts the demo and waits until it is ready.
   *
   * @throws IllegalStateException with the node's output when it does not become ready
   */
  public static RunningNode demo() {
    String running = System.getProperty("spinreserve.url", "");
    return running.isEmpty()
        ? start("demo")
        : new RunningNode(URI.create(running), Optional.empty(), Optional.empty());
  }

  public URI baseUrl() {
    return baseUrl;
  }

  private static RunningNode start(String command) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: run mvn package first");
    }
    try {
      Path data = Files.createTempDirectory("spinreserve-it");
      Process process =
          new ProcessBuilder(commandLine(command, data)).redirectErrorStream(true).start();
      RunningNode starting =
          new RunningNode(URI.create("http://127.0.0.1"), Optional.of(process), Optional.of(data));
      return starting.whenReady(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> commandLine(String command, Path data) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Files.exists(OPTIONS)) {
      line.add("@" + OPTIONS);
    }
    line.addAll(List.of("-jar", JAR.toString(), command));
    line.addAll(List.of("--port", Integer.toString(freePort()), "--data", data.toString()));
    return line;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private RunningNode whenReady(Process started) {
    Queue<String> output = new ConcurrentLinkedQueue<>();
    CompletableFuture<URI> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> listen(started, output, ready));
    try {
      URI address = ready.get(START.toSeconds(), TimeUnit.SECONDS);
      return new RunningNode(address, process, data);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      close();
      throw new IllegalStateException("interrupted while the node started", interrupted);
    } catch (TimeoutException | java.util.concurrent.ExecutionException failed) {
      close();
      throw new IllegalStateException(
          "the node did not become ready; it said:\n" + String.join("\n", output), failed);
    }
  }

  private static void listen(Process started, Queue<String> output, CompletableFuture<URI> ready) {
    try (BufferedReader lines = started.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher said = READY.matcher(line);
        if (said.find()) {
          ready.complete(URI.create(said.group(1)));
        }
      }
      ready.completeExceptionally(new IOException("the process ended"));
    } catch (IOException e) {
      ready.completeExceptionally(e);
    }
  }

  /** Asks the node to stop as Ctrl-C does, and ends it when it does not. */
  @Override
  public void close() {
    process.ifPresent(RunningNode::stop);
    data.ifPresent(RunningNode::delete);
  }

  private static void stop(Process running) {
    running.destroy();
    try {
      if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      running.destroyForcibly();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
