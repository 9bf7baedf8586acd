package verticles.http;

import java.io.IOException;
import java.io.InputStream;
import verticles.market.ImportReport;
import verticles.market.ImportRequest;

/** Imports uploaded rows, all or none. Called on a virtual thread, so it may block. */
@FunctionalInterface
public interface Importer {

  /**
   * Reads all rows and imports them.
   *
   * @throws IOException as {@code rows} threw it: the client went away, stalled, or sent too much,
   *     and nothing may stay imported
   * @throws verticles.bus.FailureException UNPROCESSABLE with the rejected rows
   */
  ImportReport run(ImportRequest request, InputStream rows) throws IOException;
}
