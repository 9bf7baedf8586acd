package verticles.sync;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import verticles.tasks.TaskFailure;

/** Finds the next page in the headers {@code Link}, RFC 8288. */
final class NextLink {
  private static final Pattern LINK = Pattern.compile("<([^>]{1,2000})>((?:\\s*;[^,<]*)?)");
  private static final Pattern NEXT =
      Pattern.compile(
          ";\\s*rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next)(?=\\s*(?:;|$))");

  private NextLink() {}

  /**
   * The address of the next page, absolute.
   *
   * @param from the page that has the headers
   * @throws TaskFailure when it is of another server: keys that are sent with requests stay here
   */
  static Optional<String> find(List<String> headers, URI from) {
    for (String header : headers) {
      Matcher link = LINK.matcher(header);
      while (link.find()) {
        if (NEXT.matcher(link.group(2).strip()).find()) {
          return Optional.of(resolved(link.group(1), from));
        }
      }
    }
    return Optional.empty();
  }

  private static String resolved(String link, URI from) {
    URI next;
    try {
      String text = link.strip();
      // Java resolves a query alone against the folder, not against the page
      next = from.resolve(text.startsWith("?") ? from.getRawPath() + text : text);
    } catch (IllegalArgumentException malformed) {
      throw TaskFailure.permanent("The upstream's Link to the next page is no address.");
    }
    if (!origin(next).equals(origin(from))) {
      throw TaskFailure.permanent(
          "The upstream's Link leads to another server (%s); pages are read from %s only."
              .formatted(next.getHost(), from.getHost()));
    }
    return next.toString();
  }

  private static List<String> origin(URI address) {
    return List.of(
        String.valueOf(address.getScheme()),
        String.valueOf(address.getHost()),
        Integer.toString(address.getPort()));
  }
}
