package verticles.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.coherence.ItemTables.CHANGES;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.TestPostgres;

/** How triggers come to a database, and leave it. */
class TriggerInstallTest {
  private final ItemTables tables = new ItemTables();
  private final Database database = tables.database;

  @Test
  void aReferenceThatIsMissingOrLosesDeletedRowsIsRefused() {
    database.execute(
        """
        CREATE TABLE book (book_id int PRIMARY KEY, organisation_id text);
        CREATE TABLE deal (book_id int REFERENCES book ON DELETE CASCADE);
        """);

    assertThatThrownBy(() -> tables.install("item", "x:{book.organisation}"))
        .hasMessageContaining("item has 0 foreign keys to a table book");
    assertThatThrownBy(() -> tables.install("deal", "x:{book.organisation}"))
        .hasMessageContaining("ON DELETE CASCADE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"weight", "at"})
  void aTypeWhoseTextIsAmbiguousIsRefused(String column) {
    assertThatThrownBy(() -> tables.install("item", "x:{" + column + "}"))
        .hasMessageContaining("item." + column)
        .hasMessageContaining("whole numbers, dates");
  }

  @Test
  void missingTablesAndColumnsAreNamed() {
    database.execute("CREATE VIEW seen AS SELECT * FROM item");

    assertThatThrownBy(() -> tables.install("itme", "x"))
        .hasMessageContaining("no table public.itme");
    assertThatThrownBy(() -> tables.install("seen", "x"))
        .hasMessageContaining("no table public.seen");
    assertThatThrownBy(() -> tables.install("item", "x:{size}"))
        .hasMessageContaining("neither a column size nor size_id");
  }

  @Test
  void theSameAgainChangesNothingAndWhatIsNoLongerWantedIsDropped() {
    assertThat(tables.install("item", "items")).hasSize(4);
    assertThat(tables.install("item", "items")).isEmpty();
    assertThat(tables.install("item", "item:{item}")).as("the function is replaced").isEmpty();
    database.execute("INSERT INTO item VALUES ('a')");
    assertThat(tables.changes()).containsExactly("tag item:a");

    assertThat(tables.install("part", "zone:{zone}")).hasSize(8);
    database.execute("INSERT INTO item VALUES ('a')");
    assertThat(tables.changes()).isEmpty();
    assertThat(database.ask("SELECT tgrelid::regclass FROM pg_trigger WHERE tgname LIKE 'spinr%'"))
        .hasSize(4)
        .containsOnly("part");
    assertThat(database.ask("SELECT proname FROM pg_proc WHERE proname LIKE 'cache_changed%'"))
        .hasSize(1);
  }

  @Test
  void dropLeavesNothingBehind() {
    tables.install("item", "items");

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

    assertThat(tables.changes()).containsExactly("tag item:a");
    assertThat(tables.install("item", "item:{item}")).isEmpty();
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
