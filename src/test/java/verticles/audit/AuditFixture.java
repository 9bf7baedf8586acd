package verticles.audit;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** An audit log in a database of its own, with room for a second node. */
final class AuditFixture implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final Vertx other = Vertx.vertx();
  final PostgresTarget target = TestPostgres.migrated();
  final InstantSource clock = InstantSource.system();
  final Path data;

  AuditFixture(Path data) {
    this.data = data;
  }

  Auditing open() {
    return Logs.open(vertx, target, data, clock);
  }

  Auditing withRows(int rows) {
    Auditing auditing = open();
    for (int i = 1; i <= rows; i++) {
      auditing.log().write(Logs.event("ann", "thing/" + i)).await();
    }
    return auditing;
  }

  static Verification check(Auditing auditing) {
    return auditing.reader().verify(1, Long.MAX_VALUE).await();
  }

  static AuditQuery only(String subject) {
    return new AuditQuery(
        "", "", subject, Optional.empty(), Optional.empty(), Optional.empty(), 0, 10);
  }

  @Override
  public void close() {
    vertx.close().await();
    other.close().await();
  }
}
