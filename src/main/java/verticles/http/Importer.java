package verticles.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Imports uploaded rows, all or none. Called on a virtual thread, so it may block. */
@FunctionalInterface
public interface Importer {

  /** What kind of rows an upload has. */
  enum Kind {
    PRICES,
    TRADES,
    BIDS,
    METER_VALUES
  }

  /** How the rows are written. */
  enum RowFormat {
    CSV,
    NDJSON
  }

  /**
   * How to read an upload.
   *
   * @param columns the field that each named column of the file fills
   * @param zone of all rows, when no column says it
   * @param timeZone of a zone that is new
   * @param portfolio of all rows; created when it is new
   * @param organisation of the caller; empty when it has none
   * @param intervalMinutes of all rows, when no column says it
   */
  record Request(
      Kind kind,
      RowFormat format,
      Map<String, String> columns,
      Optional<String> zone,
      Optional<String> timeZone,
      Optional<String> portfolio,
      String organisation,
      OptionalInt intervalMinutes) {}

  /** What an import did. */
  record Report(
      String kind, long rows, long inserted, long updated, long unchanged, long elapsedMillis) {}

  /**
   * Reads all rows and imports them.
   *
   * @throws IOException as {@code rows} threw it: the client went away, stalled, or sent too much,
   *     and nothing may stay imported
   * @throws verticles.bus.FailureException UNPROCESSABLE with the rejected rows
   */
  Report run(Request request, InputStream rows) throws IOException;
}
