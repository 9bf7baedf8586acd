package verticles.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** Two contenders on one real database. */
class PostgresLeadershipTest {
  private final Vertx vertx = Vertx.vertx();
  private final PostgresTarget database = TestPostgres.migrated();
  private final AtomicLong stalled = new AtomicLong();
  private final PostgresLeadership alice =
      new PostgresLeadership(vertx, database, "alice", () -> System.nanoTime() + stalled.get());
  private final PostgresLeadership bob = new PostgresLeadership(vertx, database, "bob");
  private final Diary aliceDid = new Diary();
  private final Diary bobDid = new Diary();

  @AfterEach
  void close() {
    await(alice.close());
    await(bob.close());
    await(vertx.close());
  }

  @Test
  void onlyOneLeadsAndTheOtherFollowsWithALargerFence() {
    alice.campaign("work", aliceDid);
    until("alice leads", () -> aliceDid.says("begin 1"));
    bob.campaign("work", bobDid);

    await(alice.close());

    until("bob leads", () -> bobDid.says("begin 2"));
    assertThat(aliceDid.entries).containsExactly("begin 1", "end");
    assertThat(bobDid.entries).containsExactly("begin 2");
    assertThat(bob.fence("work")).hasValue(2);
    assertThat(alice.fence("work")).isEmpty();
  }

  @Test
  void differentWorksHaveLeadersOfTheirOwn() {
    alice.campaign("first", aliceDid);
    bob.campaign("second", bobDid);

    until("both lead", () -> aliceDid.says("begin 1") && bobDid.says("begin 1"));
  }

  @Test
  void aLeaderWhoseSessionIsTakenAwayEndsAndSomebodyBeginsWithALargerFence() throws Exception {
    alice.campaign("work", aliceDid);
    until("alice leads", () -> aliceDid.says("begin 1"));
    bob.campaign("work", bobDid);

    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");

    until("alice has ended", () -> aliceDid.says("end"));
    until("somebody leads again", () -> bobDid.says("begin 2") || aliceDid.says("begin 2"));
    assertThat(ask("SELECT fence FROM leadership WHERE work = 'work'")).isEqualTo("2");
  }

  @Test
  void aLeaderThatCouldNotConfirmForTooLongEndsByItself() {
    alice.campaign("work", aliceDid);
    until("alice leads", () -> aliceDid.says("begin 1"));

    stalled.set(60_000_000_000L);

    until("alice has ended", () -> aliceDid.says("end"));
  }

  @Test
  void aWorkThatCannotBeginIsLeftToOthers() {
    Leadership.Led broken =
        new Leadership.Led() {
          @Override
          public Future<Void> begin(long fence) {
            return Future.failedFuture("no disk");
          }

          @Override
          public Future<Void> end() {
            return Future.succeededFuture();
          }
        };
    alice.campaign("work", broken);
    bob.campaign("work", bobDid);

    until("bob leads", () -> bobDid.entries.stream().anyMatch(e -> e.startsWith("begin")));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Work that writes down when it begins and ends. */
  private static final class Diary implements Leadership.Led {
    final List<String> entries = new CopyOnWriteArrayList<>();

    boolean says(String entry) {
      return entries.contains(entry);
    }

    @Override
    public Future<Void> begin(long fence) {
      entries.add("begin " + fence);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
      entries.add("end");
      return Future.succeededFuture();
    }
  }
}
