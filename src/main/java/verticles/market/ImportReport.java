package verticles.market;

/**
 * What an import did; {@code rows} is the sum of the three counts after it.
 *
 * @param kind the label of what was imported
 * @param rows of the file, blank lines and header left out
 * @param inserted rows that were new
 * @param updated rows that were there with another value
 * @param unchanged rows that were there already
 * @param elapsedMillis from connecting to the commit
 */
public record ImportReport(
    String kind, long rows, long inserted, long updated, long unchanged, long elapsedMillis) {}
