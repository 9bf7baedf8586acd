package verticles.market;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the rows of a file one after the other; blank lines are no rows. */
sealed interface RowReader permits CsvRows, JsonRows {

  /** The next row; empty at the end of the file. */
  Optional<RawRow> next() throws IOException;

  /**
   * The reader for a request.
   *
   * @throws verticles.bus.FailureException BAD_REQUEST when the header or the mapping does not fit
   */
  static RowReader of(ImportRequest request, InputStream rows) throws IOException {
    Lines lines = new Lines(rows);
    return switch (request.format()) {
      case CSV -> CsvRows.open(request, lines);
      case NDJSON -> new JsonRows(Columns.mapped(request), lines);
    };
  }
}
