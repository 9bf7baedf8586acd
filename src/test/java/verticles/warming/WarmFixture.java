package verticles.warming;

import io.vertx.core.Vertx;
import java.util.List;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.SettableClock;
import verticles.testing.TestPostgres;

/** A node that warms, and who asks it to. */
final class WarmFixture implements AutoCloseable {
  static final Caller OLGA = new Caller("olga", "north", Role.OPERATOR);

  final SettableClock clock = new SettableClock("2026-11-16T06:01:00Z");
  final PlainPostgres postgres;
  final WarmNode node;
  private final Vertx vertx = Vertx.vertx();

  WarmFixture() {
    postgres = new PlainPostgres(vertx, TestPostgres.migrated());
    node = new WarmNode("node", postgres, clock);
  }

  WarmRun finished(WarmRequest request) {
    String id = node.runs.start(OLGA, request).await().id();
    return finished(id);
  }

  WarmRun finished(String id) {
    return Patience.until("the run is over", () -> node.runs.run(id).await(), WarmRun::isOver);
  }

  static WarmRequest datasets(String... names) {
    return WarmRequest.datasets(List.of(names));
  }

  @Override
  public void close() {
    node.close();
    vertx.close().await();
  }
}
