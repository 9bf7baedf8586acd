package verticles.audit;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** Audit logs of tests, and what somebody with the rights of the database's owner does to them. */
final class Logs {
  static final AuditConfig CONFIG =
      new AuditConfig(Duration.ofDays(400), new Secret(""), new Secret(""));

  private Logs() {}

  static Auditing open(Vertx vertx, PostgresTarget target, Path data, InstantSource clock) {
    return Auditing.open(
        vertx, new PlainPostgres(vertx, target), CONFIG, data, Set.of("nickname"), clock);
  }

  static AuditEvent event(String actor, String subject) {
    return AuditEvent.done(
            Instant.parse("2026-11-21T08:00:00.123456789Z"),
            new AuditEvent.Who(actor, "north", "10.0.0.1"),
            "changeThing",
            subject)
        .after(new JsonObject().put("size", 3).put("password", "hunter2"));
  }

  static AuditEvent refusal(String address) {
    return new AuditEvent(
        Instant.parse("2026-11-21T08:00:00Z"),
        new AuditEvent.Who("", "", address),
        "signIn",
        "account/ann",
        Outcome.REFUSED,
        401,
        "r-1",
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** Runs statements as an owner who has taken the triggers away. */
  static void tamper(PostgresTarget target, String... statements) {
    run(target, "SET session_replication_role = replica", statements);
  }

  static void run(PostgresTarget target, String first, String... statements) {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute(first);
      for (String next : statements) {
        statement.execute(next);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
