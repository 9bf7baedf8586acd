package verticles.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import redis.embedded.core.ExecutableProvider;
import verticles.config.Secret;
import verticles.embedded.Passwords;
import verticles.embedded.Ports;
import verticles.embedded.Processes;

/**
 * The Redis server that a node runs for itself: on the loopback interface, with a random password,
 * in memory only. All methods block.
 */
public final class LocalRedis {
  private static final Duration START_PATIENCE = Duration.ofSeconds(10);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final Process process;
  private final RedisTarget target;

  private LocalRedis(Process process, RedisTarget target) {
    this.process = process;
    this.target = target;
  }

  /**
   * Starts the server of a data folder. One that a killed node left running is stopped first.
   *
   * @throws IllegalStateException when the server does not start; the message says why
   */
  public static LocalRedis start(Path dataFolder) {
    Path home = dataFolder.toAbsolutePath().normalize().resolve("redis");
    Path pidFile = home.resolve("redis.pid");
    Processes.owned(pidFile, home).ifPresent(orphan -> Processes.end(orphan, STOP_PATIENCE));
    Secret password = Passwords.keptIn(home.resolveSibling("secrets").resolve("redis-password"));
    int port = Ports.keptIn(home.resolve("port"));
    Path log = home.resolve("redis.log");
    try {
      Path program = program(home);
      Path configuration = home.resolve("redis.conf");
      Passwords.write(configuration, configuration(home, port, password));
      Process process =
          new ProcessBuilder(program.toString(), configuration.toString())
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      awaitListening(process, port, log);
      return new LocalRedis(process, new RedisTarget("127.0.0.1", port, password));
    } catch (IOException e) {
      throw new UncheckedIOException("the embedded Redis does not start", e);
    }
  }

  /** The packaged program, unpacked once. */
  private static Path program(Path home) throws IOException {
    Path programs = Files.createDirectories(home.resolve("bin"));
    return ExecutableProvider.newJarResourceProvider(programs.toFile()).get().toPath();
  }

  private static String configuration(Path home, int port, Secret password) {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir "%s"
    pidfile "%s"
    save ""
    appendonly no
    maxmemory 64mb
    maxmemory-policy allkeys-lru
    """
        .formatted(port, password.reveal(), home, home.resolve("redis.pid"));
  }

  private static void awaitListening(Process process, int port, Path log) throws IOException {
    Instant giveUp = Instant.now().plus(START_PATIENCE);
    while (process.isAlive() && Instant.now().isBefore(giveUp)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        pause();
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        "the embedded Redis does not start: " + Files.readString(log).strip());
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis started", e);
    }
  }

  /** Where it is. */
  public RedisTarget target() {
    return target;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Stops the server; what it held is gone. */
  public void stop() {
    Processes.end(process.toHandle(), STOP_PATIENCE);
  }
}
