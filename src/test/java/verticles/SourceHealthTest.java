package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.http.HealthPart;
import verticles.http.HealthPart.Status;
import verticles.postgres.LocalPostgres;
import verticles.postgres.PostgresProbe;
import verticles.testing.Patience;
import verticles.testing.Signals;

/** What the health document says of a database that datasets read, when it is real and frozen. */
class SourceHealthTest {
  @Test
  void aSourceIsShownByItsNameWithItsStateAndSinceWhen(@TempDir Path data) {
    Vertx vertx = Vertx.vertx();
    LocalPostgres server = LocalPostgres.start(data);
    PostgresProbe probe = new PostgresProbe(vertx, server.target(), InstantSource.system());
    HealthPart part = HealthParts.source("erp", probe);
    assertThat(part.name()).isEqualTo("source erp");
    assertThat(part.state().get().status()).isEqualTo(Status.STARTING);
    try {
      probe.start();
      HealthPart.State up = Patience.until("up", part.state(), now -> now.status() == Status.UP);
      assertThat(up.detail()).startsWith("PostgreSQL 1");
      Instant frozen = Instant.now();

      Signals.freeze(server.pid());
      HealthPart.State down =
          Patience.until("down", part.state(), now -> now.status() == Status.DOWN);

      assertThat(down.since()).isAfterOrEqualTo(frozen);
      assertThat(down.detail()).startsWith("PostgreSQL: ").doesNotContain("127.0.0.1");
    } finally {
      Signals.thaw(server.pid());
      Patience.until("up again", part.state(), now -> now.status() == Status.UP);
      probe.close().await();
      vertx.close().await();
      server.stop();
    }
  }
}
