package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.TestPostgres;

class TriggersTest {
  private static final String CHANGES =
      "SELECT kind || ' ' || what FROM %scache_change ORDER BY id";

  private final Database database = new Database(TestPostgres.empty());

  @BeforeEach
  void tables() {
    database.execute(
        """
        CREATE TABLE item (item_id text, colour text, n int, made date, weight numeric, at timestamptz, hot boolean);
        CREATE TABLE part (zone_id text, at date) PARTITION BY RANGE (at);
        CREATE TABLE part_2026 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        """);
  }

  private List<String> install(String table, String... tags) {
    return Triggers.install(database.target(), List.of(new TableTags(table, List.of(tags))));
  }

  private List<String> changes() {
    List<String> changes = database.ask(CHANGES.formatted("spinreserve."));
    database.execute("DELETE FROM spinreserve.cache_change");
    return changes;
  }

  @Test
  void aChangedRowPutsItsTagsOutOfDate() {
    install("item", "item:{item}", "colour:{colour}:{n}", "items");

    database.execute("INSERT INTO item VALUES ('a', 'red', 7), ('b', 'red', 7)");

    assertThat(changes())
        .containsExactlyInAnyOrder("tag item:a", "tag item:b", "tag colour:red:7", "tag items");
  }

  @Test
  void anUpdateCountsForTheOldAndTheNewRow() {
    install("item", "item:{item}");
    database.execute("INSERT INTO item VALUES ('a')");
    changes();

    database.execute("UPDATE item SET item_id = 'b'");

    assertThat(changes()).containsExactlyInAnyOrder("tag item:a", "tag item:b");
  }

  @Test
  void aDeleteCountsAndAStatementWithoutRowsDoesNot() {
    install("item", "item:{item}", "items");
    database.execute("INSERT INTO item VALUES ('a')");
    changes();

    database.execute("DELETE FROM item WHERE item_id = 'none'");
    database.execute("UPDATE item SET n = 1 WHERE item_id = 'none'");
    assertThat(changes()).isEmpty();

    database.execute("DELETE FROM item");
    assertThat(changes()).containsExactlyInAnyOrder("tag item:a", "tag items");
  }

  @Test
  void aTruncateAndMoreThanAThousandTagsPutAllDatasetsOutOfDate() {
    install("item", "item:{item}");

    database.execute("INSERT INTO item SELECT n FROM generate_series(1, 1000) n");
    assertThat(changes()).hasSize(1000);
    database.execute("INSERT INTO item SELECT n FROM generate_series(1, 1001) n");
    assertThat(changes()).containsExactly("namespace dataset");
    database.execute("TRUNCATE item");
    assertThat(changes()).containsExactly("namespace dataset");
  }

  @Test
  void whatIsRolledBackChangedNothing() {
    install("item", "item:{item}");
    try (Database.Open undone = database.begin()) {
      undone.execute("INSERT INTO item VALUES ('a')");
    }

    assertThat(changes()).isEmpty();
  }

  @Test
  void aPartitionedTableIsWatchedAsAWholeAlsoInPartitionsMadeLater() {
    install("part", "zone:{zone}");
    database.execute(
        "CREATE TABLE part_2027 PARTITION OF part FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");

    database.execute("INSERT INTO part VALUES ('DK1', '2026-05-01'), ('DK2', '2027-05-01')");

    assertThat(changes()).containsExactlyInAnyOrder("tag zone:DK1", "tag zone:DK2");
  }

  @Test
  void aChangeOfAPartitionByItsOwnNameIsSeenOnlyWhenThePartitionIsWatched() {
    install("part", "zone:{zone}");
    database.execute("INSERT INTO part_2026 VALUES ('DK1', '2026-05-01')");
    assertThat(changes()).as("PostgreSQL fires no trigger of the parent").isEmpty();

    install("part_2026", "zone:{zone}");
    database.execute("INSERT INTO part_2026 VALUES ('DK2', '2026-05-01')");
    assertThat(changes()).containsExactly("tag zone:DK2");
  }

  @Test
  void nullHasNoTagAndOtherTypesAreWrittenAsParametersAre() {
    install("item", "c:{colour}", "d:{made}:{hot}:{n}");

    database.execute(
        "CREATE FUNCTION add() RETURNS void LANGUAGE sql SET datestyle = 'German' AS $$"
            + "INSERT INTO item (colour, made, hot, n) VALUES (NULL, DATE '2026-11-21', true, -5)"
            + "$$; SELECT add()");

    assertThat(changes()).containsExactly("tag d:2026-11-21:true:-5");
  }

  @Test
  void aTagMayTakeAColumnOfTheRowThatTheChangedRowRefersTo() {
    database.execute(
        """
        CREATE TABLE book (book_id int PRIMARY KEY, organisation_id text);
        CREATE TABLE deal (deal_id int, book_id int REFERENCES book, at date) PARTITION BY RANGE (at);
        CREATE TABLE deal_2026 PARTITION OF deal FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        INSERT INTO book VALUES (1, 'north'), (2, 'south'), (3, NULL);
        """);
    install("deal", "deals:{book.organisation}", "deal:{book}:{book.organisation_id}:{deal}");

    database.execute(
        "INSERT INTO deal SELECT n, 1 + n % 3, DATE '2026-05-01' FROM generate_series(2, 4) n");

    assertThat(changes())
        .containsExactlyInAnyOrder(
            "tag deals:north", "tag deals:south", "tag deal:1:north:3", "tag deal:2:south:4");
    database.execute("UPDATE deal SET book_id = 2 WHERE deal_id = 3");
    assertThat(changes())
        .containsExactlyInAnyOrder(
            "tag deals:north", "tag deals:south", "tag deal:1:north:3", "tag deal:2:south:3");
  }

  @Test
  void aReferenceThatIsMissingOrLosesDeletedRowsIsRefused() {
    database.execute(
        """
        CREATE TABLE book (book_id int PRIMARY KEY, organisation_id text);
        CREATE TABLE deal (book_id int REFERENCES book ON DELETE CASCADE);
        """);

    assertThatThrownBy(() -> install("item", "x:{book.organisation}"))
        .hasMessageContaining("item has 0 foreign keys to a table book");
    assertThatThrownBy(() -> install("deal", "x:{book.organisation}"))
        .hasMessageContaining("ON DELETE CASCADE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "at"})
  void aTypeWhoseTextIsAmbiguousIsRefused(String column) {
    assertThatThrownBy(() -> install("item", "x:{" + column + "}"))
        .hasMessageContaining("item." + column)
        .hasMessageContaining("whole numbers, dates");
  }

  @Test
  void missingTablesAndColumnsAreNamed() {
    database.execute("CREATE VIEW seen AS SELECT * FROM item");

    assertThatThrownBy(() -> install("itme", "x")).hasMessageContaining("no table public.itme");
    assertThatThrownBy(() -> install("seen", "x")).hasMessageContaining("no table public.seen");
    assertThatThrownBy(() -> install("item", "x:{size}"))
        .hasMessageContaining("neither a column size nor size_id");
  }

  @Test
  void theSameAgainChangesNothingAndWhatIsNoLongerWantedIsDropped() {
    assertThat(install("item", "items")).hasSize(4);
    assertThat(install("item", "items")).isEmpty();
    assertThat(install("item", "item:{item}")).as("the function is replaced").isEmpty();
    database.execute("INSERT INTO item VALUES ('a')");
    assertThat(changes()).containsExactly("tag item:a");

    assertThat(install("part", "zone:{zone}")).hasSize(8);
    database.execute("INSERT INTO item VALUES ('a')");
    assertThat(changes()).isEmpty();
    assertThat(database.ask("SELECT tgrelid::regclass FROM pg_trigger WHERE tgname LIKE 'spinr%'"))
        .hasSize(4)
        .containsOnly("part");
    assertThat(database.ask("SELECT proname FROM pg_proc WHERE proname LIKE 'cache_changed%'"))
        .hasSize(1);
  }

  @Test
  void dropLeavesNothingBehind() {
    install("item", "items");

    Triggers.drop(database.target());

    assertThat(database.ask("SELECT 1 FROM pg_trigger WHERE tgname LIKE 'spinr%'")).isEmpty();
    assertThat(database.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'spinreserve'")).isEmpty();
    assertThat(Triggers.drop(database.target())).isEmpty();
    database.execute("INSERT INTO item VALUES ('a')");
  }

  @Test
  void whatIsPrintedIsWhatIsApplied() {
    String sql =
        Triggers.print("postgres", List.of(new TableTags("public.item", List.of("item:{item}"))));

    database.execute(sql);
    database.execute("INSERT INTO item VALUES ('a')");

    assertThat(changes()).containsExactly("tag item:a");
    assertThat(install("item", "item:{item}")).isEmpty();
  }

  @Test
  void whoMayChangeTheTableNeedNotKnowTheLedger() {
    install("item", "item:{item}");
    database.execute(
        "DROP ROLE IF EXISTS writer_of_item; CREATE ROLE writer_of_item;"
            + "GRANT INSERT ON item TO writer_of_item");

    database.execute("SET LOCAL ROLE writer_of_item; INSERT INTO item VALUES ('a')");

    assertThat(changes()).containsExactly("tag item:a");
    database.execute("DROP OWNED BY writer_of_item; DROP ROLE writer_of_item");
  }

  @Test
  void namesWithCapitalsAreTakenAsTheyAreWritten() {
    database.execute("CREATE SCHEMA \"Erp\"; CREATE TABLE \"Erp\".\"Orders\" (\"Customer\" text)");

    install("Erp.Orders", "customer:{Customer}");
    database.execute("INSERT INTO \"Erp\".\"Orders\" VALUES ('ACME & Søn')");

    assertThat(changes()).containsExactly("tag customer:ACME%20%26%20S%C3%B8n");
  }

  @Test
  void theOwnDatabaseNeedsNoSchemaOfItsOwn() {
    Database own = new Database(TestPostgres.migrated());

    List<String> done =
        Triggers.installOwn(own.target(), List.of(new TableTags("zone", List.of("zone:{zone}"))));
    own.execute("INSERT INTO zone VALUES ('DK1', 'West', 'Europe/Copenhagen')");

    assertThat(done).hasSize(4);
    assertThat(own.ask(CHANGES.formatted(""))).containsExactly("tag zone:DK1");
    assertThat(own.ask("SELECT 1 FROM pg_namespace WHERE nspname = 'spinreserve'")).isEmpty();
    assertThat(Triggers.installOwn(own.target(), List.of())).hasSize(4);
  }
}
