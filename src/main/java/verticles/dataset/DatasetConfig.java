package verticles.dataset;

import java.util.List;
import java.util.Map;
import verticles.cache.CacheMessage.Visibility;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Default;
import verticles.config.Matching;

/**
 * One dataset as it is declared in a catalog file.
 *
 * @param description what it contains, for those who read it
 * @param source the database it reads: {@code postgres} is the node's own, others are declared in
 *     the configuration
 * @param scope whose answer it is
 * @param policy the name of the cache policy
 * @param tags what its answers can be invalidated by; {@code {name}} stands for a parameter
 * @param parameters by the name that the query string and the SQL use
 * @param sql one SELECT with {@code :name} where a parameter goes
 * @param maxRows more rows fail the read
 * @param maxBytes a longer body fails the read
 * @param warm questions to load before anybody asks
 * @param pageBy the columns of the order that the pages follow, with their types; empty: no pages
 * @param invalidateOn the tables whose changes put answers out of date
 */
record DatasetConfig(
    @Matching(value = "(?s).*\\S.*", form = "a sentence for its readers") String description,
    @Default("postgres") String source,
    Visibility scope,
    String policy,
    @Default("") List<String> tags,
    @Default("") Map<String, ParameterConfig> parameters,
    @Matching(value = "(?s).*\\S.*", form = "one SELECT statement") String sql,
    @Between(min = "1", max = "1000000") @Default("10000") int maxRows,
    @Between(min = "1KiB", max = "256MiB") @Default("4MiB") DataSize maxBytes,
    @Default("") List<WarmConfig> warm,
    @Matching(
            value = "text|integer|number|date|instant",
            form = "one of text, integer, number, date, instant")
        @Default("")
        Map<String, PageColumn> pageBy,
    @Default("") List<Watched> invalidateOn) {

  /**
   * A table whose changes are watched.
   *
   * @param table with or without its schema, as PostgreSQL writes it
   * @param tag which a changed row puts out of date; {@code {x}} stands for its column {@code x},
   *     or {@code x_id}
   */
  record Watched(
      @Matching(
              value = "([A-Za-z_][A-Za-z0-9_]{0,62}\\.)?[A-Za-z_][A-Za-z0-9_]{0,62}",
              form = "a table, or schema.table, of letters, digits and _")
          String table,
      String tag) {}

  /** The type of a column that pages are ordered by. */
  enum PageColumn {
    TEXT,
    INTEGER,
    NUMBER,
    DATE,
    INSTANT
  }
}
