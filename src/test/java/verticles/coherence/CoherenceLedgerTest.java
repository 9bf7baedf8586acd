package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.testing.TestPostgres;

/** What another program commits, and what happens when PostgreSQL or the tier is in trouble. */
class CoherenceLedgerTest {
  private final Database database = new Database(TestPostgres.migrated());
  private final LedgerNode node = new LedgerNode(database.target());

  @AfterEach
  void close() {
    node.close();
  }

  private void zone(String name) {
    database.execute("INSERT INTO zone VALUES ('%s', 'x', 'UTC')".formatted(name));
  }

  private void watchZones() {
    Triggers.installOwn(database.target(), List.of(new TableTags("zone", List.of("zone:{zone}"))));
  }

  @Test
  void aCommitOfAnotherProgramCountsInMemoryAndInTheTier() {
    watchZones();

    zone("DK1");

    until("it is applied", () -> node.knowsTag("zone:DK1"));
    String id = node.memory.applied().getFirst().id();
    assertThat(node.tier.has(id)).as("the tier had it first").isTrue();
    until("the tier's mark moves on", () -> !node.marks.isEmpty());
  }

  @Test
  void aTransactionThatCommitsLateIsSeen() {
    watchZones();
    try (Database.Open late = database.begin()) {
      late.execute("INSERT INTO zone VALUES ('LATE', 'x', 'UTC')");
      zone("EARLY");
      until("the early one is applied", () -> node.knowsTag("zone:EARLY"));
      assertThat(node.knowsTag("zone:LATE")).isFalse();

      late.commit();

      until("the late one is applied", () -> node.knowsTag("zone:LATE"));
    }
  }

  @Test
  void aLostNotificationIsMadeUpForByTheNextReading() {
    watchZones();
    database.execute("DROP TRIGGER cache_change_wake ON cache_change");

    zone("DK1");

    until("it is applied", () -> node.knowsTag("zone:DK1"));
  }

  @Test
  void aCutConnectionIsOpenedAgain() {
    watchZones();
    String listeners =
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'";
    until("it listens", () -> database.ask(listeners).size() == 1);
    List<String> before = database.ask(listeners);

    database.execute("SELECT pg_terminate_backend(pid) FROM (" + listeners + ") l");
    zone("DK1");

    until("it is applied", () -> node.knowsTag("zone:DK1"));
    until(
        "it listens again",
        () -> database.ask(listeners).size() == 1 && !database.ask(listeners).equals(before));
  }

  @Test
  void anInvalidationIsRecordedOnceAndAppliedOnce() {
    Invalidation change = Invalidation.of(Mode.REMOVE, new Target.Tag("t"));

    Receipt receipt = await(node.coherence.invalidate(change));

    assertThat(receipt).isEqualTo(new Receipt(0, 3, 1, 0, true));
    zoneAfter();
    assertThat(node.memory.timesApplied(change.id())).isEqualTo(1);
    assertThat(database.ask("SELECT change_id FROM cache_change WHERE what = 't'"))
        .containsExactly(change.id());
  }

  /** Something later has come by the ledger, so what was there before has been read too. */
  private void zoneAfter() {
    database.execute("INSERT INTO cache_change (mode, kind, what) VALUES ('REMOVE', 'tag', 'end')");
    until("the ledger was read", () -> node.knowsTag("end"));
  }

  @Test
  void whatTheTierRefusedComesAgainAndTheMarkWaits() {
    node.tier.goDown();
    database.execute("INSERT INTO cache_change (mode, kind, what) VALUES ('REMOVE', 'tag', 'a')");
    until("memory has it", () -> node.knowsTag("a"));
    until("the trouble is known", () -> !node.coherence.state().ledgerUp());
    int marks = node.marks.size();
    Invalidation change = node.memory.applied().getFirst();
    assertThat(node.tier.has(change.id())).isFalse();

    node.tier.comeUp();

    until("the tier has it", () -> node.tier.has(change.id()));
    until("memory dropped again what came back", () -> node.memory.timesApplied(change.id()) == 2);
    until("the mark moves on", () -> node.marks.size() > marks);
  }

  @Test
  void whatTheLedgerForgotMakesTheNodeForget() {
    database.execute(
        "INSERT INTO cache_change (mode, kind, what)"
            + " SELECT 'REMOVE', 'tag', 't' || n FROM generate_series(1, 30000) n");

    until("everything is out of date", () -> node.memory.forgets() == 1);
    zoneAfter();
    assertThat(node.memory.forgets()).isEqualTo(1);
  }

  @Test
  void anotherDatabaseIsCopiedToTheLedgerOfTheClusterAlsoWhatHappenedMeanwhile() {
    Database erp = new Database(TestPostgres.empty());
    erp.execute("CREATE TABLE orders (customer text)");
    Triggers.install(
        erp.target(), List.of(new TableTags("orders", List.of("customer:{customer}"))));
    try (LedgerNode first = new LedgerNode(database.target()).watching("erp", erp.target())) {
      erp.execute("INSERT INTO orders VALUES ('a')");
      until("it is applied", () -> first.knowsTag("customer:a"));
      until("another node hears of it", () -> node.knowsTag("customer:a"));
    }

    erp.execute("INSERT INTO orders VALUES ('b')");
    assertThat(node.knowsTag("customer:b")).isFalse();

    try (LedgerNode second = new LedgerNode(database.target()).watching("erp", erp.target())) {
      until("it is applied", () -> second.knowsTag("customer:b"));
      until("another node hears of it", () -> node.knowsTag("customer:b"));
    }
    assertThat(database.ask("SELECT what FROM cache_change ORDER BY id"))
        .containsExactly("customer:a", "customer:b");
  }

  @Test
  void aSourceWithoutTriggersIsNamedAndFoundWhenItHasThem() {
    Database erp = new Database(TestPostgres.empty());
    erp.execute("CREATE TABLE orders (customer text)");
    node.watching("erp", erp.target());
    assertThat(node.coherence.state().silentSources()).containsExactly("erp");

    Triggers.install(erp.target(), List.of(new TableTags("orders", List.of("orders"))));

    until("it is read", () -> node.coherence.state().silentSources().isEmpty());
    erp.execute("INSERT INTO orders VALUES ('a')");
    until("it is applied", () -> node.knowsTag("orders"));
  }

  @Test
  void aRestartOfPostgresqlLosesNothing(@TempDir Path folder) {
    LocalPostgres server = LocalPostgres.start(folder);
    try {
      new Migrations(server.target()).run();
      Database own = new Database(server.target());
      try (LedgerNode restarted = new LedgerNode(server.target())) {
        server.stop();
        Invalidation meanwhile = Invalidation.of(Mode.REMOVE, new Target.Tag("meanwhile"));
        Receipt receipt = await(restarted.coherence.invalidate(meanwhile));
        assertThat(receipt.recorded()).isFalse();
        until("it is noticed", () -> !restarted.coherence.state().ledgerUp());
        server = LocalPostgres.start(folder);
        assertThat(server.target()).isEqualTo(own.target());
        own.execute("INSERT INTO cache_change (mode, kind, what) VALUES ('REMOVE', 'tag', 'new')");

        until("the new one is applied", () -> restarted.knowsTag("new"));
        until("the kept one is recorded", () -> restarted.coherence.state().unrecorded() == 0);
        assertThat(own.ask("SELECT change_id FROM cache_change WHERE what = 'meanwhile'"))
            .contains(meanwhile.id());
        assertThat(restarted.memory.forgets()).isZero();
      }
    } finally {
      server.stop();
    }
  }
}
