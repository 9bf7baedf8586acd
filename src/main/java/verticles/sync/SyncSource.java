package verticles.sync;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import verticles.config.Between;
import verticles.config.DataSize;
import verticles.config.Default;
import verticles.config.Matching;
import verticles.config.Secret;
import verticles.tasks.TasksConfig;

/**
 * One dataset of another server, as it is declared.
 *
 * @param url of the first page, without what {@code paging} adds
 * @param headers sent with each request, for example a key
 * @param rows a JSON pointer to the array of rows; empty: the answer itself is the array
 * @param pageParameter of the query; empty: the usual one of the paging
 * @param firstPage the number of the first page
 * @param sizeParameter of the query, which says {@code size}; empty: it is not said
 * @param size rows of a page
 * @param next a JSON pointer to the next cursor; null, nothing or an empty text is the end
 * @param requestsPerSecond at most, in the whole cluster
 * @param parallel pages that are asked for at a time
 * @param mostPages more of them fail the run
 * @param largestPage a larger answer fails the run
 * @param deadline of one request
 * @param key what identifies a row of JSON: names of fields, or JSON pointers
 * @param fields the fields to keep, each with the JSON pointer to its value; empty: all
 * @param cron when it is pulled by itself: minute, hour, day of the month, month, day of the week
 * @param cronTimeZone of that, an IANA id
 * @param organisation whose rows they are; empty: everybody's
 */
record SyncSource(
    @Matching(value = "https?://[^\\s#]{1,2000}", form = "an http or https address") String url,
    @Default("") Map<String, Secret> headers,
    @Default("") String rows,
    @Default("none") Paging paging,
    @Default("") String pageParameter,
    @Default("1") @Between(min = "0", max = "1") int firstPage,
    @Default("") String sizeParameter,
    @Default("100") @Between(min = "1", max = "10000") int size,
    @Default("/nextCursor") String next,
    @Default("5") @Between(min = "0.01", max = "100") double requestsPerSecond,
    @Default("2") @Between(min = "1", max = "8") int parallel,
    @Default("10000") @Between(min = "1", max = "100000") int mostPages,
    @Default("8MiB") @Between(min = "1KiB", max = "64MiB") DataSize largestPage,
    @Default("30s") @Between(min = "100ms", max = "5m") Duration deadline,
    @Default("rows") Into into,
    @Default("") List<String> key,
    @Default("") Map<String, String> fields,
    Optional<String> cron,
    @Default("UTC") String cronTimeZone,
    Optional<String> zone,
    Optional<String> timeZone,
    Optional<String> portfolio,
    @Default("") String organisation,
    @Default("60") @Between(min = "15", max = "60") int intervalMinutes) {

  /** Refuses what could never be pulled. */
  public SyncSource {
    headers = Map.copyOf(headers);
    key = List.copyOf(key);
    fields = new LinkedHashMap<>(fields);
    URI address = address(url);
    if (address.getHost() == null || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("url: an address with a host and without a password");
    }
    Stream.concat(Stream.of(rows, next), fields.values().stream()).forEach(SyncSource::pointer);
    if (paging == Paging.CURSOR && (next + "/").startsWith(rows + "/")) {
      throw new IllegalArgumentException("next: outside of the rows, at " + rows);
    }
    cron.ifPresent(
        times -> new TasksConfig.Scheduled("sync", "data.sync", times, cronTimeZone, "{}"));
    if (into == Into.ROWS && key.isEmpty()) {
      throw new IllegalArgumentException("key: at least one field that identifies a row");
    }
    if (into.kind().isPresent() && !key.isEmpty()) {
      throw new IllegalArgumentException("key: only with into: rows");
    }
    if (into.kind().filter(kind -> kind.label().equals("prices")).isEmpty()
        && into.kind().isPresent()
        && portfolio.isEmpty()) {
      throw new IllegalArgumentException("portfolio: of the rows that go into " + into);
    }
    headers.keySet().stream()
        .filter(name -> !name.matches("[A-Za-z0-9-]{1,64}"))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("headers: names of letters, digits and hyphens");
            });
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("url: an http or https address", malformed);
    }
  }

  private static void pointer(String text) {
    try {
      JsonPointer.compile(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "rows, next, fields: JSON pointers such as /data/items, not " + text, malformed);
    }
  }

  /** The address of the first page, without what paging adds. */
  URI address() {
    return URI.create(url);
  }

  /** Another text when rows would be read otherwise: pages that were read so are not known then. */
  String shape() {
    return Integer.toHexString(
        List.of(
                url,
                rows,
                paging.name(),
                pageParameter,
                next,
                into.name(),
                key,
                new TreeMap<>(fields),
                organisation)
            .hashCode());
  }
}
