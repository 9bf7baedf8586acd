package verticles.postgres;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.config.Secret;
import verticles.embedded.Passwords;
import verticles.embedded.Ports;
import verticles.embedded.Processes;

/**
 * The PostgreSQL server that a node runs for itself: on the loopback interface, with a random
 * password, its files under the data folder. All methods block.
 */
public final class LocalPostgres {
  static final String NAME = "spinreserve";

  private static final Logger LOGGER = LoggerFactory.getLogger(LocalPostgres.class);

  private final PostgresCluster cluster;
  private final PostgresTarget target;

  private LocalPostgres(PostgresCluster cluster, PostgresTarget target) {
    this.cluster = cluster;
    this.target = target;
  }

  /**
   * Starts the server of a data folder, which nobody else may use meanwhile. A server that a killed
   * node left running is stopped first, and a folder without a database gets one.
   *
   * @throws IllegalStateException when the server does not start; the message says why
   */
  public static LocalPostgres start(Path dataFolder) {
    Path home = home(dataFolder);
    Secret password = Passwords.keptIn(passwordFile(dataFolder));
    PostgresCluster cluster = PostgresCluster.in(home);
    cluster.stopLeftOver();
    cluster.createUnlessThere(passwordFile(dataFolder));
    int port = cluster.start(home.resolve("port"));
    PostgresTarget target = target(port, password);
    FirstDatabase.createUnlessThere(target);
    LOGGER.atInfo().addKeyValue("port", port).log("the embedded PostgreSQL runs");
    return new LocalPostgres(cluster, target);
  }

  /** The server of a data folder, when one is running there, without touching it. */
  public static Optional<PostgresTarget> running(Path dataFolder) {
    Path home = home(dataFolder);
    Path pidFile = home.resolve(PostgresCluster.DATA).resolve("postmaster.pid");
    if (!Files.exists(pidFile) || Processes.owned(pidFile, home).isEmpty()) {
      return Optional.empty();
    }
    return Passwords.read(passwordFile(dataFolder))
        .flatMap(
            password -> Ports.notedIn(home.resolve("port")).map(port -> target(port, password)));
  }

  /** The database to use. */
  public PostgresTarget target() {
    return target;
  }

  /** The id of the server's first process. */
  public long pid() {
    return cluster.running().map(ProcessHandle::pid).orElse(-1L);
  }

  /** Stops the server; sessions that are still open are ended. */
  public void stop() {
    cluster.stop();
  }

  private static PostgresTarget target(int port, Secret password) {
    return new PostgresTarget("127.0.0.1", port, NAME, NAME, password);
  }

  private static Path home(Path dataFolder) {
    return dataFolder.toAbsolutePath().normalize().resolve("postgres");
  }

  private static Path passwordFile(Path dataFolder) {
    return dataFolder.toAbsolutePath().normalize().resolve("secrets").resolve("postgres-password");
  }
}
