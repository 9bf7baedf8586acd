package verticles.sync;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import verticles.egress.EgressClient;
import verticles.egress.EgressConfig;
import verticles.market.MarketImport;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;
import verticles.tasks.TaskContext;
import verticles.testing.PlainPostgres;
import verticles.testing.TestConfig;
import verticles.testing.TestPostgres;

/** A source {@code things} of a real server, a real way out, and a real database. */
final class SyncFixture implements AutoCloseable {
  /** How most upstreams of these tests are paged. */
  static final String NUMBERED = "paging: page\nsize-parameter: limit\nparallel: 3\n";

  private static final PostgresTarget DATABASE = TestPostgres.migrated();

  final Vertx vertx = Vertx.vertx();
  final Postgres postgres = new PlainPostgres(vertx, DATABASE);
  final TestUpstream upstream = new TestUpstream(vertx);
  final EgressClient egress =
      EgressClient.open(
          vertx,
          TestConfig.section(
              "egress",
              EgressConfig.class,
              """
              origin:
                hosts: [127.0.0.1]
                schemes: [http]
                ports: ["%d"]
                allow-private: [127.0.0.0/8]
              """
                  .formatted(upstream.port)),
          new SimpleMeterRegistry(),
          InstantSource.system());

  SyncFixture() {
    postgres
        .query(
            "TRUNCATE synced_row, synced_page, task_hold, task_lease, price, zone, task CASCADE",
            Tuple.tuple())
        .await();
  }

  /** The type with a source that is declared so; {@code key} is {@code id}. */
  SyncTask task(String declaration) {
    return plainTask("key: [id]\n" + declaration);
  }

  /** The source {@code things} that is declared so. */
  SyncConfig config(String declaration) {
    String source =
        "url: http://127.0.0.1:%d/things?kind=a\nrequests-per-second: 100\n%s"
            .formatted(upstream.port, declaration);
    return TestConfig.section("sync", SyncConfig.class, "sources:\n  things:\n" + source.indent(4));
  }

  SyncTask plainTask(String declaration) {
    return new SyncTask(
        config(declaration), egress, postgres, new MarketImport(DATABASE), InstantSource.system());
  }

  /** Runs an attempt; answers its numbers. */
  static JsonObject run(SyncTask task, TaskContext context) {
    return run(task, context, false);
  }

  static JsonObject run(SyncTask task, TaskContext context, boolean full) {
    try {
      return task.run(new SyncTask.Wanted("things", full), context).value();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first attempt at a task; those before are over. */
  HandContext attempt() {
    postgres.query("DELETE FROM task_lease", Tuple.tuple()).await();
    return HandContext.first(postgres);
  }

  long count(String sql) {
    return postgres.query(sql, Tuple.tuple()).await().iterator().next().getLong(0);
  }

  long rows() {
    return count("SELECT count(*) FROM synced_row WHERE source = 'things'");
  }

  @Override
  public void close() {
    egress.close().await();
    vertx.close().await();
  }
}
