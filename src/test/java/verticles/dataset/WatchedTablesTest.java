package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.coherence.TableTags;
import verticles.coherence.Triggers;
import verticles.config.Problems;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

/** The tables that the shipped datasets watch, with their triggers in a real database. */
class WatchedTablesTest {
  private static final PostgresTarget DATABASE = TestPostgres.migrated();
  private static final DatasetCatalog CATALOG =
      DatasetCatalog.read(List.of(), GivenCatalog.POLICIES, Set.of("postgres"), new Problems());

  private static List<String> ask(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(DATABASE);
        ResultSet rows = connection.createStatement().executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(DATABASE)) {
      connection.createStatement().execute(sql);
    }
  }

  @Test
  void theTablesOfASourceComeOnceWithTheTagsOfAllDatasets() {
    Map<String, List<String>> watched =
        CATALOG.watched("postgres").stream()
            .collect(java.util.stream.Collectors.toMap(TableTags::table, TableTags::tags));

    assertThat(watched)
        .containsOnlyKeys("bid", "portfolio", "price", "synced_row", "trade", "zone");
    assertThat(watched.get("price"))
        .contains("zone:{zone}", "dataset:zones")
        .doesNotHaveDuplicates();
    assertThat(CATALOG.watched("erp")).isEmpty();
  }

  @Test
  void aPriceThatAnotherProgramCommitsPutsItsZoneOutOfDateAndNoOther() throws SQLException {
    Triggers.installOwn(DATABASE, CATALOG.watched("postgres"));
    execute(
        "SELECT ensure_partitions('price', '2026-11-01', '2026-11-30');"
            + "INSERT INTO zone VALUES ('DK1', 'West', 'Europe/Copenhagen'), ('DK2', 'East', 'UTC');"
            + "INSERT INTO price VALUES ('DK1', '2026-11-21T00:00Z', 60, 1), ('DK2', '2026-11-21T00:00Z', 60, 1);"
            + "DELETE FROM cache_change");

    execute("UPDATE price SET price_eur_mwh = 2 WHERE zone_id = 'DK1'");

    assertThat(ask("SELECT what FROM cache_change WHERE kind = 'tag'"))
        .contains("zone:DK1", "dataset:pnl-by-day")
        .doesNotContain("zone:DK2", "prices");
    assertThat(ask("SELECT DISTINCT change_id FROM cache_change")).hasSize(1);
  }

  @Test
  void rowsThatArePulledPutTheirSourceOutOfDateAndNoOther() throws SQLException {
    Triggers.installOwn(DATABASE, CATALOG.watched("postgres"));
    execute("DELETE FROM cache_change");

    execute("INSERT INTO synced_row VALUES ('spot', '1', '', '{}', now())");

    assertThat(ask("SELECT what FROM cache_change")).containsExactly("sync:spot");
  }

  @Test
  void theDatabaseWritesAValueIntoATagAsTheCatalogDoes() throws SQLException {
    Triggers.installOwn(DATABASE, List.of(new TableTags("zone", List.of("zones"))));
    Random random = new Random(3);
    List<String> values =
        new ArrayList<>(List.of("", "a b", "%", "ü/é", "😀", "x\ny", "a:b~c._-", "\\'\"{}"));
    for (int i = 0; i < 300; i++) {
      StringBuilder odd = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        odd.appendCodePoint(
            switch (random.nextInt(3)) {
              case 0 -> 1 + random.nextInt(0x7f);
              case 1 -> 0x80 + random.nextInt(0x700);
              default -> 0x1F300 + random.nextInt(0x100);
            });
      }
      values.add(odd.toString());
    }
    try (Connection connection = TestPostgres.connect(DATABASE);
        PreparedStatement question =
            connection.prepareStatement("SELECT cache_tag_part(?::text)")) {
      for (String value : values) {
        question.setString(1, value);
        ResultSet row = question.executeQuery();
        row.next();
        assertThat(row.getString(1)).as(value).isEqualTo(Texts.encoded(value));
      }
    } finally {
      Triggers.installOwn(DATABASE, CATALOG.watched("postgres"));
    }
  }
}
