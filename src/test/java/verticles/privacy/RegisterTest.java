package verticles.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import verticles.privacy.StoredTable.OnErasure;
import verticles.privacy.StoredTable.Retention;
import verticles.privacy.StoredTable.Whose;
import verticles.testing.TestPostgres;

class RegisterTest {
  private static final Set<String> TABLES = new HashSet<>();
  private static final Set<String> COLUMNS = new HashSet<>();

  @BeforeAll
  static void readTheDatabase() throws SQLException {
    try (Connection connection = TestPostgres.connect(TestPostgres.migrated());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT c.relname, a.attname FROM pg_class c
                    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
                      AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
                    """)) {
      while (rows.next()) {
        TABLES.add(rows.getString(1));
        COLUMNS.add(rows.getString(1) + "." + rows.getString(2));
      }
    }
  }

  @Test
  void everyTableOfTheMigrationsIsInTheRegister() {
    assertThat(Register.TABLES.stream().map(StoredTable::name))
        .as("a new table needs a line in Register")
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(TABLES);
  }

  @Test
  void everyColumnThatTheRegisterNamesIsThere() {
    for (StoredTable table : Register.TABLES) {
      Set<String> named = new HashSet<>();
      if (table.whose() instanceof Whose.Person person) {
        named.add(person.column());
        named.addAll(person.hidden());
      }
      if (table.retention() instanceof Retention.Swept swept) {
        named.add(swept.column());
      }
      assertThat(COLUMNS)
          .containsAll(
              named.stream()
                  .map(column -> table.name() + "." + column)
                  .collect(Collectors.toSet()));
    }
  }

  @Test
  void aTableWithAUserNameInItIsOfAPerson() {
    Set<String> telling = Set.of("username", "user_name", "asked_by", "owner", "actor_name");
    for (StoredTable table : Register.TABLES) {
      if (telling.stream().anyMatch(column -> COLUMNS.contains(table.name() + "." + column))) {
        assertThat(table.whose()).as(table.name()).isNotInstanceOf(Whose.Nobody.class);
      }
    }
  }

  @Test
  void theDocumentationHasTheTableOfTheRegister() throws IOException {
    assertThat(Files.readString(Path.of("docs/privacy.md")))
        .as("docs/privacy.md should have%n%s", document())
        .contains(document());
  }

  private static String document() {
    StringBuilder text =
        new StringBuilder("| table | holds | about a person | kept until |\n|---|---|---|---|\n");
    for (StoredTable table : Register.TABLES) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(table.name(), table.holds(), whose(table), kept(table)));
    }
    return text.toString();
  }

  private static String whose(StoredTable table) {
    return switch (table.whose()) {
      case Whose.Nobody nobody -> "no";
      case Whose.Apart apart -> "yes: exported and erased apart";
      case Whose.Person person ->
          person.onErasure() == OnErasure.DELETE
              ? "yes: exported, and deleted on erasure"
              : "yes: exported, and the name is taken out on erasure";
    };
  }

  private static String kept(StoredTable table) {
    return switch (table.retention()) {
      case Retention.Until until -> until.event();
      case Retention.Swept swept ->
          "%d days after `%s`".formatted(swept.after().toDays(), swept.column());
    };
  }
}
