package verticles.sync;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The pages of a source. A position says which page it is, in the way of its paging: a number, the
 * rows before it, a cursor, or an address; the first one of the last two is an empty text.
 */
record Pages(SyncSource source) {

  /** The position of the first page. */
  String first() {
    return switch (source.paging()) {
      case PAGE -> Integer.toString(source.firstPage());
      case OFFSET -> "0";
      case NONE, CURSOR, LINK -> "";
    };
  }

  /** Where a page is asked for. */
  URI address(String position) {
    if (source.paging() == Paging.LINK && !position.isEmpty()) {
      return URI.create(position);
    }
    StringBuilder address = new StringBuilder(source.url());
    if (source.paging() != Paging.NONE && !source.sizeParameter().isEmpty()) {
      add(address, source.sizeParameter(), Integer.toString(source.size()));
    }
    if (!parameter().isEmpty() && !position.isEmpty()) {
      add(address, parameter(), position);
    }
    return URI.create(address.toString());
  }

  private String parameter() {
    return source.pageParameter().isEmpty() ? source.paging().parameter() : source.pageParameter();
  }

  private static void add(StringBuilder address, String name, String value) {
    address
        .append(address.indexOf("?") < 0 ? '?' : '&')
        .append(encoded(name))
        .append('=')
        .append(encoded(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What comes next if this page is full; empty when only the page itself can tell. */
  Optional<String> guess(String position) {
    return switch (source.paging()) {
      case PAGE -> Optional.of(Long.toString(Long.parseLong(position) + 1));
      case OFFSET -> Optional.of(Long.toString(Long.parseLong(position) + source.size()));
      case NONE, CURSOR, LINK -> Optional.empty();
    };
  }

  /**
   * What comes next; empty at the end. An upstream may give fewer rows than it was asked for, so
   * only a page without rows is the last of those that are counted.
   */
  Optional<String> after(String position, Page page) {
    return switch (source.paging()) {
      case NONE -> Optional.empty();
      case PAGE -> page.size() == 0 ? Optional.empty() : guess(position);
      case OFFSET ->
          page.size() == 0
              ? Optional.empty()
              : Optional.of(Long.toString(Long.parseLong(position) + page.size()));
      case CURSOR, LINK -> page.next();
    };
  }
}
