package verticles.market;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the rows of a file one after the other, one in each line; blank lines are no rows. */
record RowReader(Lines lines, Form form) {

  /** How a line is written. */
  @FunctionalInterface
  interface Form {
    RawRow row(long number, String text);
  }

  /**
   * The reader for a request.
   *
   * @throws verticles.bus.FailureException BAD_REQUEST when the header or the mapping does not fit
   */
  static RowReader of(ImportRequest request, InputStream rows) throws IOException {
    Lines lines = new Lines(rows);
    return new RowReader(
        lines,
        switch (request.format()) {
          case CSV -> CsvRows.open(request, lines);
          case NDJSON -> new JsonRows(Columns.mapped(request));
        });
  }

  /** The next row; empty at the end of the file. */
  Optional<RawRow> next() throws IOException {
    while (true) {
      switch (lines.next().orElse(null)) {
        case null -> {
          return Optional.empty();
        }
        case Line.Unreadable(long number, String reason) -> {
          return Optional.of(new RawRow.Broken(number, reason));
        }
        case Line.Text(_, String text) when text.isBlank() -> {}
        case Line.Text(long number, String text) -> {
          return Optional.of(form.row(number, text));
        }
      }
    }
  }
}
