package verticles.http;

/**
 * How long a client may take.
 *
 * @param headerMillis from the beginning of a connection, or of a later head, to the head's end
 * @param idleMillis without a request
 * @param writeMillis without reading anything of what was written
 */
record Deadlines(long headerMillis, long idleMillis, long writeMillis) {
  static Deadlines of(HttpConfig config) {
    return new Deadlines(
        config.headerTimeout().toMillis(),
        config.idleTimeout().toMillis(),
        config.writeTimeout().toMillis());
  }
}
