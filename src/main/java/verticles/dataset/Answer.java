package verticles.dataset;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.desc.ColumnDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The rows of one question, ready to be written.
 *
 * @param nextCursor where the next page begins; empty on the last page and without pages
 */
record Answer(
    Dataset dataset,
    List<Column> columns,
    List<? extends Tuple> rows,
    Optional<String> nextCursor) {
  private static final String SIMULATED = "simulated";

  /**
   * The answer of what the database gave.
   *
   * @throws FailureException TOO_LARGE when there are more rows than the dataset may have
   */
  static Answer of(Dataset dataset, Question question, RowSet<Row> found) {
    List<Column> columns = new ArrayList<>();
    for (ColumnDescriptor descriptor : found.columnDescriptors()) {
      columns.add(Column.of(descriptor));
    }
    List<Row> rows = new ArrayList<>(found.size());
    found.forEach(rows::add);
    if (rows.size() > dataset.maxRows()) {
      throw FailureException.of(
          Failure.TOO_LARGE,
          "The dataset %s answers at most %d rows, and this question has more; ask for a shorter span."
              .formatted(dataset.name(), dataset.maxRows()));
    }
    return dataset
        .paging()
        .map(paging -> page(dataset, paging, question, columns, rows))
        .orElseGet(() -> new Answer(dataset, columns, rows, Optional.empty()));
  }

  /** One row more than a page has was asked for: its presence says that there is another page. */
  private static Answer page(
      Dataset dataset, Paging paging, Question question, List<Column> columns, List<Row> rows) {
    int limit = question.value(ReservedNames.LIMIT).map(Integer::parseInt).orElse(0);
    if (rows.size() <= limit) {
      return new Answer(dataset, columns, rows, Optional.empty());
    }
    List<Row> page = rows.subList(0, limit);
    List<String> last =
        paging.columns().keySet().stream().map(name -> text(page.getLast(), name)).toList();
    return new Answer(dataset, columns, page, Optional.of(paging.cursor(last)));
  }

  private static String text(Row row, String column) {
    int position = row.getColumnIndex(column);
    Object value = position < 0 ? null : Cells.plain(row.getValue(position));
    if (value == null) {
      throw new IllegalStateException("the column %s of page-by has no value".formatted(column));
    }
    return Cells.text(value);
  }

  /** Whether any row says so. */
  boolean simulated() {
    for (int i = 0; i < columns.size(); i++) {
      int position = i;
      if (columns.get(i).name().equals(SIMULATED)
          && rows.stream().anyMatch(row -> Boolean.TRUE.equals(row.getValue(position)))) {
        return true;
      }
    }
    return false;
  }
}
