package verticles.coherence;

import java.util.List;
import verticles.testing.TestPostgres;

/** A database with a plain and a partitioned table, and what its triggers write down. */
final class ItemTables {
  static final String CHANGES = "SELECT kind || ' ' || what FROM %scache_change ORDER BY id";

  final Database database = new Database(TestPostgres.empty());

  ItemTables() {
    database.execute(
        """
        CREATE TABLE item (item_id text, colour text, n int, made date, weight numeric, at timestamptz, hot boolean);
        CREATE TABLE part (zone_id text, at date) PARTITION BY RANGE (at);
        CREATE TABLE part_2026 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        """);
  }

  List<String> install(String table, String... tags) {
    return Triggers.install(database.target(), List.of(new TableTags(table, List.of(tags))));
  }

  List<String> changes() {
    List<String> changes = database.ask(CHANGES.formatted("spinreserve."));
    database.execute("DELETE FROM spinreserve.cache_change");
    return changes;
  }
}
