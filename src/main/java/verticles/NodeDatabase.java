package verticles;

import java.nio.file.Path;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresConfig;
import verticles.postgres.PostgresTarget;

/** The PostgreSQL of a node: the configured one, or one of its own that it starts and stops. */
public final class NodeDatabase implements AutoCloseable {
  private final PostgresTarget target;
  private final Optional<LocalPostgres> own;

  private NodeDatabase(PostgresTarget target, Optional<LocalPostgres> own) {
    this.target = target;
    this.own = own;
  }

  /** Starts the embedded server where none is configured; a configured one may be down. */
  public static NodeDatabase open(PostgresConfig config, Path dataFolder) {
    return config
        .target()
        .map(target -> new NodeDatabase(target, Optional.empty()))
        .orElseGet(
            () -> {
              LocalPostgres own = LocalPostgres.start(dataFolder);
              return new NodeDatabase(own.target(), Optional.of(own));
            });
  }

  /**
   * The database a running node uses.
   *
   * @throws FailureException NOT_FOUND when it would be embedded and no node runs
   */
  public static PostgresTarget running(NodeConfig config) {
    return config
        .postgres()
        .target()
        .or(() -> LocalPostgres.running(config.node().data()))
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.NOT_FOUND,
                    "No node runs on %s, so its PostgreSQL does not run either."
                        .formatted(config.node().data())));
  }

  /** Where it is. */
  public PostgresTarget target() {
    return target;
  }

  /** Brings its tables to what this build needs. */
  public void migrate() {
    new Migrations(target).run();
  }

  @Override
  public void close() {
    own.ifPresent(LocalPostgres::stop);
  }
}
