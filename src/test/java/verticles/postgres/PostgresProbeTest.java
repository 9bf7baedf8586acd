package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.config.Secret;
import verticles.testing.Signals;

@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class PostgresProbeTest {
  @TempDir static Path data;

  @Test
  void itWaitsForAServerThatComesLateAndFollowsItsLife() {
    Vertx vertx = Vertx.vertx();
    LocalPostgres server = LocalPostgres.start(data);
    server.stop();
    PostgresProbe probe = new PostgresProbe(vertx, server.target(), InstantSource.system()).start();
    Future<Void> up = probe.waitUntilUp();
    PostgresState down = until("down", probe::state, PostgresState.Down.class::isInstance);
    assertThat(((PostgresState.Down) down).reason()).isEqualTo("connection refused");
    assertThat(up.isComplete()).isFalse();

    server = LocalPostgres.start(data);

    await(up);
    PostgresState.Up seen = (PostgresState.Up) probe.state();
    assertThat(seen.version()).startsWith("18.");
    assertThat(seen.inRecovery()).isFalse();

    Signals.freeze(server.pid());
    until("the frozen server is down", probe::state, PostgresState.Down.class::isInstance);
    Signals.thaw(server.pid());
    until("the thawed server is up", probe::state, PostgresState.Up.class::isInstance);

    await(probe.close());
    server.stop();
    await(vertx.close());
  }

  @Test
  void aWrongPasswordIsNamedButNotPrinted() {
    Vertx vertx = Vertx.vertx();
    LocalPostgres server = LocalPostgres.start(data);
    PostgresTarget right = server.target();
    PostgresTarget wrong =
        new PostgresTarget(
            right.host(), right.port(), right.database(), right.user(), new Secret("hunter2"));

    PostgresProbe probe = new PostgresProbe(vertx, wrong, InstantSource.system()).start();

    PostgresState state = until("down", probe::state, PostgresState.Down.class::isInstance);
    assertThat(((PostgresState.Down) state).reason())
        .contains("password authentication failed")
        .doesNotContain("hunter2");
    await(probe.close());
    server.stop();
    await(vertx.close());
  }
}
