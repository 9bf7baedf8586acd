package verticles.testing;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;
import verticles.config.Secret;
import verticles.embedded.Ports;

/** A Redis server, Sentinel or Cluster node of a test's own, with the settings it wants. */
public final class TestRedis implements AutoCloseable {
  private final Path home;
  private final int port;
  private final List<String> arguments;
  private Process process;

  private TestRedis(Path home, int port, List<String> arguments) {
    this.home = home;
    this.port = port;
    this.arguments = arguments;
    this.process = launch();
  }

  /**
   * Starts a server on a free port and waits until it answers.
   *
   * @param settings as arguments: {@code --maxmemory 2mb}
   */
  public static TestRedis start(Path folder, String... settings) {
    return startOn(Ports.free(), folder, settings);
  }

  static TestRedis startOn(int port, Path folder, String... settings) {
    Path home = folder.resolve("redis-" + port);
    List<String> arguments = new ArrayList<>(List.of("--port", "" + port, "--save", ""));
    arguments.addAll(List.of("--bind", "127.0.0.1", "--dir", home.toString()));
    arguments.addAll(List.of(settings));
    return new TestRedis(home, port, arguments);
  }

  /** Starts a Sentinel that watches a master alone. */
  public static TestRedis sentinel(Path folder, TestRedis master) {
    int port = Ports.free();
    Path home = folder.resolve("sentinel-" + port);
    Path file = home.resolve("sentinel.conf");
    try {
      Files.createDirectories(home);
      Files.writeString(
          file,
          """
          port %d
          bind 127.0.0.1
          dir "%s"
          sentinel monitor mymaster 127.0.0.1 %d 1
          sentinel down-after-milliseconds mymaster 500
          sentinel failover-timeout mymaster 2000
          """
              .formatted(port, home, master.port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TestRedis(home, port, List.of(file.toString(), "--sentinel"));
  }

  private Process launch() {
    try {
      Files.createDirectories(home);
      List<String> command = new ArrayList<>(List.of(program().toString()));
      command.addAll(arguments);
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("log").toFile())
              .start();
      Patience.until("Redis answers", () -> pings() || !started.isAlive());
      if (!started.isAlive()) {
        throw new AssertionError(Files.readString(home.resolve("log")));
      }
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static synchronized Path program() throws IOException {
    String resource =
        requireNonNull(
            ExecutableProvider.newProvidedVersionsMap()
                .get(OsArchitecture.detectOSandArchitecture()));
    Path program = Path.of("target", "test-redis", resource.substring(1)).toAbsolutePath();
    if (!Files.exists(program)) {
      Files.createDirectories(program.getParent());
      Path fresh = Files.createTempFile(program.getParent(), "new", "");
      try (InputStream packed = ExecutableProvider.class.getResourceAsStream(resource)) {
        Files.write(fresh, requireNonNull(packed).readAllBytes());
      }
      fresh.toFile().setExecutable(true);
      Files.move(fresh, program);
    }
    return program;
  }

  private boolean pings() {
    try {
      ask("PING");
      return true;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** Runs one command on a connection of its own; the answer, arrays flattened into lines. */
  public String ask(String... command) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(10_000);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(("*" + command.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      for (String word : command) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
      }
      socket.getOutputStream().write(out.toByteArray());
      return read(new BufferedInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(InputStream in) throws IOException {
    String line = line(in);
    int length = line.startsWith("$") || line.startsWith("*") ? number(line) : 0;
    if (line.startsWith("$") && length >= 0) {
      String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      line(in);
      return text;
    }
    if (line.startsWith("*")) {
      List<String> items = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        items.add(read(in));
      }
      return String.join("\n", items);
    }
    return line.substring(1);
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(1));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Where it is. */
  public Secret address() {
    return new Secret("redis://127.0.0.1:" + port);
  }

  /** Its port on the loopback interface. */
  public int port() {
    return port;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Ends it as a crash does. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again on the same port with what is in its folder. */
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    kill();
  }
}
