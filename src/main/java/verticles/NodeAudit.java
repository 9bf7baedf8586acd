package verticles;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import verticles.audit.AuditState;
import verticles.audit.AuditVerticle;
import verticles.audit.Auditing;
import verticles.grid.Leadership;
import verticles.http.AuditServices;
import verticles.http.HealthPart;
import verticles.http.HealthPart.State;
import verticles.http.HealthPart.Status;
import verticles.http.HttpFront;
import verticles.http.PrivacyServices;
import verticles.notify.NotificationData;
import verticles.postgres.Postgres;
import verticles.privacy.AccountData;
import verticles.privacy.Consents;
import verticles.privacy.PrivacyVerticle;
import verticles.security.Sessions;

/** Opens the audit log of a node, and what people have a say in. */
record NodeAudit(
    NodeConfig settings,
    Path data,
    Postgres postgres,
    Sessions sessions,
    Leadership leadership,
    InstantSource clock) {
  /** An event that waits for so long is worth a look. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What was opened. */
  record Opened(AuditServices audit, PrivacyServices privacy, HealthPart health) {}

  Opened open(Vertx vertx, Ladder ladder) throws Exception {
    Auditing auditing =
        Auditing.open(vertx, postgres, settings.audit(), data, HttpFront.secretFields(), clock);
    Deployments deployments = new Deployments(vertx, ladder);
    deployments.deploy("audit", () -> new AuditVerticle(auditing, leadership));
    AccountData accounts =
        new AccountData(
            postgres,
            auditing.log(),
            auditing.reader(),
            List.of(new NotificationData(postgres)),
            user -> sessions.endAll(user).mapEmpty(),
            clock);
    deployments.deploy("privacy", () -> new PrivacyVerticle(accounts, leadership));
    return new Opened(
        new AuditServices(auditing.log(), auditing.reader()),
        new PrivacyServices(new Consents(postgres, auditing::addressDigest, clock), accounts),
        health(auditing, clock.instant()));
  }

  private HealthPart health(Auditing auditing, Instant began) {
    return new HealthPart("audit", () -> state(auditing.state(), began));
  }

  private State state(AuditState state, Instant began) {
    if (state.broken().isPresent()) {
      return new State(
          Status.DEGRADED,
          "the chain does not hold at row %d: %s"
              .formatted(state.broken().get().seq(), state.broken().get().reason()),
          began);
    }
    boolean late =
        state.oldest().map(oldest -> oldest.plus(PATIENCE).isBefore(clock.instant())).orElse(false);
    if (late) {
      return new State(
          Status.DEGRADED,
          "%d events wait to be written%s"
              .formatted(state.waiting(), state.trouble().map(why -> ": " + why).orElse("")),
          state.oldest().orElse(began));
    }
    return state.lost() > 0
        ? new State(
            Status.DEGRADED,
            "%d events found no room and are missing".formatted(state.lost()),
            began)
        : new State(Status.UP, "", began);
  }
}
