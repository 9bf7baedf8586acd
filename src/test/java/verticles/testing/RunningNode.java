package verticles.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import verticles.embedded.Ports;

/** The packaged product in a process of its own, on free ports and a folder of its own. */
public final class RunningNode implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(150);
  private static final String MASTER_KEY = "c3BpbnJlc2VydmUgdGVzdCBtYXN0ZXIga2V5IDAwMDE=";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final Path data;
  private final int port;
  private final int gridPort;
  private final boolean ownFolder;
  private final List<String> output = new CopyOnWriteArrayList<>();
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private RunningNode(Process process, Path data, int port, int gridPort, boolean ownFolder) {
    this.process = process;
    this.data = data;
    this.port = port;
    this.gridPort = gridPort;
    this.ownFolder = ownFolder;
    Thread.ofVirtual().start(this::read);
  }

  /** A demo with a folder that is deleted when it is closed. */
  public static RunningNode demo() {
    return demo(Map.of());
  }

  /** The same with some {@code SPINRESERVE_*} variables. */
  public static RunningNode demo(Map<String, String> settings) {
    try {
      return launch("demo", Files.createTempDirectory("spinreserve-demo"), settings, true)
          .awaitReady();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A node on that folder, as far as its ready line. */
  public static RunningNode start(String command, Path data, Map<String, String> settings) {
    return launch(command, data, settings, false).awaitReady();
  }

  /** A node on that folder and port with a configuration file besides. */
  public static RunningNode start(int port, Path data, Map<String, String> settings, Path config) {
    List<String> more = List.of("--config", config.toString());
    return launch("serve", data, settings, false, port, more).awaitReady();
  }

  /** A demo on that folder and port with a configuration file of its own. */
  public static RunningNode demoAt(int port, Path data, Path config) {
    return launch("demo", data, Map.of(), false, port, List.of("--config", config.toString()))
        .awaitReady();
  }

  /** A node on that folder that may not become ready. */
  public static RunningNode launch(String command, Path data, Map<String, String> settings) {
    return launch(command, data, settings, false);
  }

  private static RunningNode launch(
      String command, Path data, Map<String, String> settings, boolean ownFolder) {
    return launch(command, data, settings, ownFolder, Ports.free(), List.of());
  }

  private static RunningNode launch(
      String command,
      Path data,
      Map<String, String> settings,
      boolean ownFolder,
      int port,
      List<String> more) {
    List<String> arguments = new ArrayList<>(List.of(command, "--data", data.toString()));
    arguments.addAll(List.of("--port", String.valueOf(port)));
    arguments.addAll(more);
    ProcessBuilder builder = CommandLine.process(settings, arguments.toArray(String[]::new));
    builder.environment().putIfAbsent("SPINRESERVE_HTTP_METRICS_PORT", "" + Ports.free());
    if (settings.containsKey("SPINRESERVE_POSTGRES_URL")
        && !settings.containsKey("SPINRESERVE_SECRETS_MASTER_KEY_FILE")) {
      // nodes on one database need one key
      builder.environment().putIfAbsent("SPINRESERVE_SECRETS_MASTER_KEY", MASTER_KEY);
    }
    int gridPort = Ports.free();
    builder.environment().put("SPINRESERVE_GRID_PORT", String.valueOf(gridPort));
    try {
      return new RunningNode(
          builder.redirectErrorStream(true).start(), data, port, gridPort, ownFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .forEach(
              line -> {
                output.add(line);
                if (line.startsWith("ready ")) {
                  ready.complete(line);
                }
              });
    } catch (IOException | UncheckedIOException closed) {
      output.add("(output closed)");
    }
    ready.completeExceptionally(new IllegalStateException("the node ended"));
  }

  private RunningNode awaitReady() {
    try {
      ready.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
      return this;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      kill();
      throw new AssertionError("the node did not become ready:\n" + output(), e);
    }
  }

  /** Where its HTTP API and page are. */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where other nodes may join it. */
  public String gridAddress() {
    return "127.0.0.1:" + gridPort;
  }

  /** Its data folder. */
  public Path data() {
    return data;
  }

  /** Everything it printed so far. */
  public String output() {
    return String.join("\n", output);
  }

  /** Its process, to look at or to signal. */
  public Process process() {
    return process;
  }

  /** A token signed with the key of its folder. */
  public String token(String... options) {
    List<String> arguments = new ArrayList<>(List.of("token", "--data", data.toString()));
    arguments.addAll(List.of(options));
    CommandLine.Result result = CommandLine.run(arguments.toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new AssertionError(result.err());
    }
    return result.out().strip();
  }

  /** One GET with pairs of header names and values. */
  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl() + path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("no answer from " + path + "\n" + output(), e);
    }
  }

  /** Ends it at once, as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    await();
  }

  private boolean await() {
    try {
      return process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stops it as Ctrl-C does and waits for its end. */
  @Override
  public void close() {
    process.destroy();
    if (!await()) {
      kill();
    }
    if (ownFolder) {
      delete(data);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException leftBehind) {
      throw new IllegalStateException("cannot delete " + folder, leftBehind);
    }
  }
}
