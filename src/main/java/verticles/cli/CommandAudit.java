package verticles.cli;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import verticles.NodeConfig;
import verticles.audit.AuditEvent;
import verticles.audit.Auditing;
import verticles.postgres.LocalPostgres;
import verticles.postgres.PostgresPool;
import verticles.postgres.PostgresTarget;

/** Takes down in the audit log what a command changed by itself, without a node. */
final class CommandAudit {
  private CommandAudit() {}

  /**
   * The database of the node that these settings are for, where the log is; empty when it is an
   * embedded one and no node runs.
   */
  static Optional<PostgresTarget> database(NodeConfig config) {
    return config.postgres().target().or(() -> LocalPostgres.running(config.node().data()));
  }

  /** Writes one event where there is a log to write to, and says so on {@code err} where not. */
  static void recordOrSay(
      NodeConfig config, PrintWriter err, String operation, String subject, JsonObject after) {
    database(config)
        .ifPresentOrElse(
            target -> record(config, target, operation, subject, after),
            () ->
                err.printf(
                    "This is not in the audit log: no node runs on %s.%n", config.node().data()));
  }

  /**
   * Writes one event; it blocks. The actor is the user of this machine.
   *
   * @throws verticles.bus.FailureException UNAVAILABLE when it cannot be written
   */
  static void record(
      NodeConfig config,
      PostgresTarget target,
      String operation,
      String subject,
      JsonObject after) {
    Vertx vertx = Vertx.vertx();
    try {
      InstantSource clock = InstantSource.system();
      PostgresPool postgres = new PostgresPool(vertx, target, config.postgres().pool());
      AuditEvent.Who who = new AuditEvent.Who(LocalUser.name(), "", "");
      Auditing.open(vertx, postgres, config.audit(), config.node().data(), Set.of(), clock)
          .log()
          .write(AuditEvent.done(clock.instant(), who, operation, subject).after(after))
          .await();
    } finally {
      vertx.close().await();
    }
  }
}
