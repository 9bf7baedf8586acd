package verticles.tasks;

import io.vertx.core.json.JsonArray;

/**
 * What an attempt said of itself, as it is kept when it is over.
 *
 * @param percent it came to; less than was kept before does not count
 * @param message the last one; empty: what was kept before
 * @param log its last lines
 */
record Said(double percent, String message, JsonArray log) {
  /** Of an attempt that did not run. */
  static Said nothing() {
    return new Said(0, "", new JsonArray());
  }
}
