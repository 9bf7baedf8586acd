package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a changed row puts out of date. */
class TriggersTest {
  private final ItemTables tables = new ItemTables();
  private final Database database = tables.database;

  @Test
  void aChangedRowPutsItsTagsOutOfDate() {
    tables.install("item", "item:{item}", "colour:{colour}:{n}", "items");

    database.execute("INSERT INTO item VALUES ('a', 'red', 7), ('b', 'red', 7)");

    assertThat(tables.changes())
        .containsExactlyInAnyOrder("tag item:a", "tag item:b", "tag colour:red:7", "tag items");
  }

  @Test
  void anUpdateCountsForTheOldAndTheNewRow() {
    tables.install("item", "item:{item}");
    database.execute("INSERT INTO item VALUES ('a')");
    tables.changes();

    database.execute("UPDATE item SET item_id = 'b'");

    assertThat(tables.changes()).containsExactlyInAnyOrder("tag item:a", "tag item:b");
  }

  @Test
  void aDeleteCountsAndAStatementWithoutRowsDoesNot() {
    tables.install("item", "item:{item}", "items");
    database.execute("INSERT INTO item VALUES ('a')");
    tables.changes();

    database.execute("DELETE FROM item WHERE item_id = 'none'");
    database.execute("UPDATE item SET n = 1 WHERE item_id = 'none'");
    assertThat(tables.changes()).isEmpty();

    database.execute("DELETE FROM item");
    assertThat(tables.changes()).containsExactlyInAnyOrder("tag item:a", "tag items");
  }

  @Test
  void aTruncateAndMoreThanAThousandTagsPutAllDatasetsOutOfDate() {
    tables.install("item", "item:{item}");

    database.execute("INSERT INTO item SELECT n FROM generate_series(1, 1000) n");
    assertThat(tables.changes()).hasSize(1000);
    database.execute("INSERT INTO item SELECT n FROM generate_series(1, 1001) n");
    assertThat(tables.changes()).containsExactly("namespace dataset");
    database.execute("TRUNCATE item");
    assertThat(tables.changes()).containsExactly("namespace dataset");
  }

  @Test
  void whatIsRolledBackChangedNothing() {
    tables.install("item", "item:{item}");
    try (Database.Open undone = database.begin()) {
      undone.execute("INSERT INTO item VALUES ('a')");
    }

    assertThat(tables.changes()).isEmpty();
  }

  @Test
  void aPartitionedTableIsWatchedAsAWholeAlsoInPartitionsMadeLater() {
    tables.install("part", "zone:{zone}");
    database.execute(
        "CREATE TABLE part_2027 PARTITION OF part FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')");

    database.execute("INSERT INTO part VALUES ('DK1', '2026-05-01'), ('DK2', '2027-05-01')");

    assertThat(tables.changes()).containsExactlyInAnyOrder("tag zone:DK1", "tag zone:DK2");
  }

  @Test
  void aChangeOfAPartitionByItsOwnNameIsSeenOnlyWhenThePartitionIsWatched() {
    tables.install("part", "zone:{zone}");
    database.execute("INSERT INTO part_2026 VALUES ('DK1', '2026-05-01')");
    assertThat(tables.changes()).as("PostgreSQL fires no trigger of the parent").isEmpty();

    tables.install("part_2026", "zone:{zone}");
    database.execute("INSERT INTO part_2026 VALUES ('DK2', '2026-05-01')");
    assertThat(tables.changes()).containsExactly("tag zone:DK2");
  }

  @Test
  void nullHasNoTagAndOtherTypesAreWrittenAsParametersAre() {
    tables.install("item", "c:{colour}", "d:{made}:{hot}:{n}");

    database.execute(
        "CREATE FUNCTION add() RETURNS void LANGUAGE sql SET datestyle = 'German' AS $$"
            + "INSERT INTO item (colour, made, hot, n) VALUES (NULL, DATE '2026-11-21', true, -5)"
            + "$$; SELECT add()");

    assertThat(tables.changes()).containsExactly("tag d:2026-11-21:true:-5");
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
    tables.install(
        "deal", "deals:{book.organisation}", "deal:{book}:{book.organisation_id}:{deal}");

    database.execute(
        "INSERT INTO deal SELECT n, 1 + n % 3, DATE '2026-05-01' FROM generate_series(2, 4) n");

    assertThat(tables.changes())
        .containsExactlyInAnyOrder(
            "tag deals:north", "tag deals:south", "tag deal:1:north:3", "tag deal:2:south:4");
    database.execute("UPDATE deal SET book_id = 2 WHERE deal_id = 3");
    assertThat(tables.changes())
        .containsExactlyInAnyOrder(
            "tag deals:north", "tag deals:south", "tag deal:1:north:3", "tag deal:2:south:3");
  }

  @Test
  void whoMayChangeTheTableNeedNotKnowTheLedger() {
    tables.install("item", "item:{item}");
    database.execute(
        "DROP ROLE IF EXISTS writer_of_item; CREATE ROLE writer_of_item;"
            + "GRANT INSERT ON item TO writer_of_item");

    database.execute("SET LOCAL ROLE writer_of_item; INSERT INTO item VALUES ('a')");

    assertThat(tables.changes()).containsExactly("tag item:a");
    database.execute("DROP OWNED BY writer_of_item; DROP ROLE writer_of_item");
  }

  @Test
  void namesWithCapitalsAreTakenAsTheyAreWritten() {
    database.execute("CREATE SCHEMA \"Erp\"; CREATE TABLE \"Erp\".\"Orders\" (\"Customer\" text)");

    tables.install("Erp.Orders", "customer:{Customer}");
    database.execute("INSERT INTO \"Erp\".\"Orders\" VALUES ('ACME & Søn')");

    assertThat(tables.changes()).containsExactly("tag customer:ACME%20%26%20S%C3%B8n");
  }
}
