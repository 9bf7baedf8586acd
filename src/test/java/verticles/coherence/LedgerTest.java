package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;
import verticles.shared.ChangeLog.Changes;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class LedgerTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final Database database = new Database(TestPostgres.migrated());
  private final Ledger ledger = Ledger.own(new PlainPostgres(VERTX, database.target()));

  @AfterAll
  static void close() {
    await(VERTX.close());
  }

  private Changes since(String mark) {
    return await(ledger.since(mark));
  }

  private String now() {
    return since("").next();
  }

  private static String insert(String tag) {
    return "INSERT INTO cache_change (mode, kind, what) VALUES ('REMOVE', 'tag', '%s')"
        .formatted(tag);
  }

  private static List<Target> targets(Changes changes) {
    return changes.changes().stream().flatMap(change -> change.targets().stream()).toList();
  }

  @Test
  void whatIsRecordedComesBackAsItWas() {
    String mark = now();
    Invalidation change =
        Invalidation.of(
            Mode.EXPIRE,
            new Target.Key("a/b"),
            new Target.Tag("zone:ü"),
            new Target.Namespace("a"),
            new Target.Pattern("a/*"),
            new Target.Everything());

    await(ledger.record(change));

    assertThat(since(mark))
        .returns(true, Changes::complete)
        .returns(List.of(change), Changes::changes);
  }

  @Test
  void withoutAMarkOnlyThePresentIsAnswered() {
    database.execute(insert("old"));

    Changes changes = since("");

    assertThat(changes.changes()).isEmpty();
    assertThat(changes.complete()).isTrue();
    assertThat(since(changes.next()).changes()).isEmpty();
  }

  @Test
  void aTransactionThatCommitsLateIsNotMissed() {
    String mark = now();
    try (Database.Open late = database.begin()) {
      late.execute(insert("late"));
      database.execute(insert("early"));
      Changes first = since(mark);
      assertThat(targets(first)).containsExactly(new Target.Tag("early"));

      late.commit();

      Changes second = since(first.next());
      assertThat(targets(second)).containsExactly(new Target.Tag("late"));
      assertThat(since(second.next()).changes()).isEmpty();
    }
  }

  @Test
  void everyRowOfManyInterleavedTransactionsComesExactlyOnce() {
    String mark = now();
    Set<Integer> open = new HashSet<>();
    List<Database.Open> transactions = new ArrayList<>();
    List<Target> seen = new ArrayList<>();
    IntStream.range(0, 20)
        .forEach(
            i -> {
              transactions.add(database.begin().execute(insert("t" + i)));
              open.add(i);
            });
    while (!open.isEmpty()) {
      List<Integer> left = List.copyOf(open);
      int next = left.get(ThreadLocalRandom.current().nextInt(left.size()));
      transactions.get(next).commit();
      open.remove(next);
      Changes changes = since(mark);
      seen.addAll(targets(changes));
      mark = changes.next();
    }
    transactions.forEach(Database.Open::close);

    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 20).<Target>mapToObj(i -> new Target.Tag("t" + i)).toList());
  }

  @Test
  void aRolledBackChangeNeverComes() {
    String mark = now();
    try (Database.Open undone = database.begin()) {
      undone.execute(insert("undone"));
    }

    assertThat(since(mark).changes()).isEmpty();
  }

  @Test
  void rowsWithoutAnIdAreChangesOfTheirOwnWhoseIdStays() {
    String mark = now();
    database.execute(insert("a"));
    database.execute(insert("b"));

    List<String> first = since(mark).changes().stream().map(Invalidation::id).toList();
    List<String> second = since(mark).changes().stream().map(Invalidation::id).toList();

    assertThat(first).hasSize(2).doesNotHaveDuplicates().isEqualTo(second);
    assertThat(first).allMatch(id -> id.length() <= 64);
  }

  @Test
  void aMarkOlderThanWhatIsKeptIsNotComplete() {
    String mark = now();
    database.execute(insert("old"));
    database.execute("UPDATE cache_change SET at = now() - interval '25 hours'");
    String later = now();

    int gone = await(ledger.tidy());

    assertThat(gone).isEqualTo(1);
    assertThat(since(mark).complete()).isFalse();
    assertThat(since(later).complete()).isTrue();
  }

  @Test
  void theNewestRowsAreKeptAndTheOldestOfTooManyForgotten() {
    database.execute(
        "INSERT INTO cache_change (mode, kind, what)"
            + " SELECT 'REMOVE', 'tag', 't' || n FROM generate_series(1, 200100) n");

    int gone = await(ledger.tidy());

    assertThat(gone).isEqualTo(100);
    assertThat(await(ledger.tidy())).isZero();
  }

  @Test
  void whatARunningTransactionCouldBeOlderThanIsNotForgotten() {
    try (Database.Open running = database.begin()) {
      running.execute(insert("running"));
      database.execute(insert("old"));
      database.execute("UPDATE cache_change SET at = now() - interval '25 hours'");

      assertThat(await(ledger.tidy())).isZero();
    }
  }

  @Test
  void aReaderThatIsTooFarBehindIsTold() {
    String mark = now();
    database.execute(
        "INSERT INTO cache_change (mode, kind, what)"
            + " SELECT 'REMOVE', 'tag', 't' || n FROM generate_series(1, 20001) n");

    Changes changes = since(mark);

    assertThat(changes.complete()).isFalse();
    assertThat(since(changes.next()).complete()).isTrue();
  }

  @Test
  void aMarkOfAnotherHistoryIsNotComplete() {
    String mark = now();
    String otherTimeline = mark.replaceFirst("\\.0", ".9");
    String future = mark.replaceFirst(":\\d+:", ":9000000000:");
    Ledger other = Ledger.own(new PlainPostgres(VERTX, TestPostgres.migratedApart()));

    assertThat(otherTimeline).isNotEqualTo(mark);
    assertThat(since(otherTimeline).complete()).isFalse();
    assertThat(since(future).complete()).isFalse();
    assertThat(since("nonsense").complete()).isFalse();
    assertThat(await(other.since(mark)).complete()).as("a database made later").isFalse();
    assertThat(since(mark).complete()).isTrue();
  }

  @Test
  void theFarEndOfACopyIsRemembered() {
    assertThat(await(ledger.relayed("erp"))).isEmpty();
    await(ledger.relayed("erp", "a"));
    await(ledger.relayed("erp", "b"));

    assertThat(await(ledger.relayed("erp"))).isEqualTo("b");
  }

  @Test
  void anAccountWithoutPrivilegesOfItsOwnCanReadTheLedger() {
    database.execute(
        "DROP ROLE IF EXISTS ledger_reader; CREATE ROLE ledger_reader LOGIN PASSWORD 'x';"
            + "GRANT SELECT ON cache_change, cache_change_forgotten TO ledger_reader");
    var target =
        new verticles.postgres.PostgresTarget(
            database.target().host(),
            database.target().port(),
            database.target().database(),
            "ledger_reader",
            new verticles.config.Secret("x"));
    Ledger reading = Ledger.own(new PlainPostgres(VERTX, target));

    assertThat(await(reading.since("")).complete()).isTrue();
    database.execute("DROP OWNED BY ledger_reader; DROP ROLE ledger_reader");
  }
}
