package verticles.coherence;

import java.util.List;

/**
 * A table and the tags that a change of its rows declares out of date.
 *
 * @param table as it is written in the catalog of PostgreSQL, {@code schema.table} or {@code table}
 * @param tags in which {@code {x}} stands for the column {@code x}, or {@code x_id}
 */
public record TableTags(String table, List<String> tags) {

  /** Keeps a copy of the list. */
  public TableTags {
    tags = List.copyOf(tags);
  }
}
