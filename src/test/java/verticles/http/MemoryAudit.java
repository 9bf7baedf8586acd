package verticles.http;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.audit.AuditEntry;
import verticles.audit.AuditEvent;
import verticles.audit.AuditLog;
import verticles.audit.AuditPage;
import verticles.audit.AuditQuery;
import verticles.audit.AuditReader;
import verticles.audit.Outcome;
import verticles.audit.Verification;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Role;

/** An audit log in memory, which can be out of order. */
final class MemoryAudit implements AuditLog, AuditReader {
  final List<AuditEvent> recorded = new CopyOnWriteArrayList<>();
  final List<AuditEvent> refused = new CopyOnWriteArrayList<>();
  final List<AuditQuery> queries = new CopyOnWriteArrayList<>();
  volatile Optional<Role> refusesFrom = Optional.empty();
  volatile int exportParts = 1;

  @Override
  public void record(AuditEvent event) {
    recorded.add(event);
  }

  @Override
  public void refused(AuditEvent event) {
    refused.add(event);
  }

  @Override
  public Future<Long> write(AuditEvent event) {
    if (refusesFrom.isPresent()) {
      return Future.failedFuture(FailureException.of(Failure.UNAVAILABLE, "It is not written."));
    }
    recorded.add(event);
    return Future.succeededFuture((long) recorded.size());
  }

  @Override
  public boolean accepts(Role needed) {
    return refusesFrom.map(role -> !needed.covers(role)).orElse(true);
  }

  @Override
  public Future<AuditPage> page(AuditQuery query) {
    queries.add(query);
    AuditEntry entry =
        new AuditEntry(
            7,
            Instant.parse("2026-11-21T08:00:00.123456Z"),
            Instant.parse("2026-11-21T08:00:00.2Z"),
            "ann",
            "north",
            "signOut",
            "account/ann",
            Outcome.DONE,
            204,
            "10.0.0.1",
            "r-1",
            1,
            Optional.empty(),
            Optional.empty(),
            false,
            "ab");
    return Future.succeededFuture(new AuditPage(List.of(entry), 7, 7, Optional.empty()));
  }

  @Override
  public Future<Verification> verify(long from, long to) {
    return Future.succeededFuture(
        new Verification(from, 7, 8 - from, 0, 0, true, Optional.empty()));
  }

  @Override
  public Future<Export> export(long after, Instant from, Instant to) {
    return Future.succeededFuture(
        new Export(List.of("{\"seq\":" + (after + 1) + "}"), after + 1, after + 1 >= exportParts));
  }

  @Override
  public Future<List<AuditEntry>> of(String actor) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Long> erase(String actor) {
    return Future.succeededFuture(0L);
  }
}
