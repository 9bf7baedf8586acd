package verticles.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;
import verticles.config.Secret;
import verticles.embedded.Passwords;
import verticles.embedded.Ports;
import verticles.embedded.Processes;

/**
 * The Redis server that a node runs for itself: on the loopback interface, with a random password,
 * 64 MB of memory and nothing on disk. All methods block.
 */
public final class LocalRedis {
  private static final Logger LOGGER = LoggerFactory.getLogger(LocalRedis.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 3;

  private final Path home;
  private final int port;
  private final Secret password;

  private LocalRedis(Path home, int port, Secret password) {
    this.home = home;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts the server of a data folder, which nobody else may use meanwhile. A server that a killed
   * node left running is stopped first.
   *
   * @throws IllegalStateException when the server does not start; the message says why
   */
  public static LocalRedis start(Path dataFolder) {
    Path folder = dataFolder.toAbsolutePath().normalize();
    Path home = folder.resolve("redis");
    Secret password = Passwords.keptIn(folder.resolve("secrets").resolve("redis-password"));
    try {
      Files.createDirectories(home);
      stopLeftOver(home);
      Path program = unpack(home);
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        LocalRedis redis = new LocalRedis(home, Ports.keptIn(home.resolve("port")), password);
        if (redis.launch(program)) {
          LOGGER.atInfo().addKeyValue("port", redis.port).log("the embedded Redis runs");
          return redis;
        }
        redis.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded Redis cannot use " + home, e);
    }
    throw new IllegalStateException(
        "the embedded Redis did not start; see " + home.resolve("server.log"));
  }

  private static void stopLeftOver(Path home) throws IOException {
    Path pidFile = home.resolve("redis.pid");
    Optional<ProcessHandle> leftOver = Processes.owned(pidFile, home);
    if (leftOver.isPresent()) {
      LOGGER.warn("the embedded Redis of an earlier start still runs; it is stopped first");
      Processes.end(leftOver.get(), Duration.ofSeconds(3));
    }
    Files.deleteIfExists(pidFile);
  }

  private static Path unpack(Path home) throws IOException {
    String resource =
        ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture());
    if (resource == null) {
      throw new IllegalStateException(
          "this build has no embedded Redis for this machine; set redis.url to none or to a server");
    }
    Path program = home.resolve(resource.substring(1));
    if (!Files.exists(program)) {
      Path fresh = home.resolve("program-new");
      try (InputStream packed = ExecutableProvider.class.getResourceAsStream(resource)) {
        if (packed == null) {
          throw new IOException(resource + " is missing in this build");
        }
        Files.copy(packed, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!fresh.toFile().setExecutable(true)) {
        throw new IOException(fresh + " cannot be made executable");
      }
      Files.move(fresh, program, StandardCopyOption.ATOMIC_MOVE);
    }
    return program;
  }

  private boolean launch(Path program) throws IOException {
    Path settings = home.resolve("redis.conf");
    // the password is in a private file, never among the arguments that everybody may list
    Passwords.write(settings, settings());
    new ProcessBuilder(program.toString(), settings.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (process().isPresent() && accepts()) {
        return true;
      }
      pause();
    }
    return false;
  }

  private String settings() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return """
        bind 127.0.0.1
        port %d
        requirepass %s
        daemonize %s
        pidfile "%s"
        logfile "%s"
        loglevel warning
        dir "%s"
        save ""
        appendonly no
        maxmemory 64mb
        maxmemory-policy allkeys-lru
        """
        .formatted(
            port,
            password.reveal(),
            // a daemon has a session of its own, which Ctrl-C at the node's terminal does not reach
            windows ? "no" : "yes",
            quoted(home.resolve("redis.pid")),
            quoted(home.resolve("server.log")),
            quoted(home));
  }

  private static String quoted(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<ProcessHandle> process() {
    return Processes.owned(home.resolve("redis.pid"), home);
  }

  /** The address with its password. */
  public Secret address() {
    return new Secret("redis://:" + password.reveal() + "@127.0.0.1:" + port);
  }

  /** The id of the server's process; -1 when it does not run. */
  public long pid() {
    return process().map(ProcessHandle::pid).orElse(-1L);
  }

  /** Stops the server. */
  public void stop() {
    process().ifPresent(process -> Processes.end(process, Duration.ofSeconds(3)));
  }
}
