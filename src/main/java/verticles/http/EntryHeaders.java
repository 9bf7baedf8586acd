package verticles.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/**
 * What the headers of a request say about a value to keep.
 *
 * @param expected the entity tag that must be there, {@code *} for any, empty for no condition
 * @param onlyNew whether there must be none
 */
record EntryHeaders(
    String contentType, Duration ttl, List<String> tags, String expected, boolean onlyNew) {
  static final String TTL = "X-Cache-Ttl";
  static final String TAGS = "Cache-Tags";

  private static final int MOST_TAGS = 20;
  private static final long LONGEST_SECONDS = 365L * 24 * 3600;
  private static final String DEFAULT_SECONDS = "3600";
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.:/-]{1,128}");
  private static final Pattern MAX_AGE = Pattern.compile("(?i)\\s*max-age\\s*=\\s*(\\S+)\\s*");
  private static final Pattern ENTITY_TAG = Pattern.compile("\\*|\"[\\x21\\x23-\\x7e]{1,200}\"");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(;[\\x20-\\x7e]*)?");

  /**
   * Reads the headers of a PUT.
   *
   * @throws FailureException BAD_REQUEST naming each bad header
   */
  static EntryHeaders ofPut(MultiMap headers) {
    List<FieldError> errors = new ArrayList<>();
    EntryHeaders read =
        new EntryHeaders(
            contentType(headers, errors),
            ttl(headers, errors),
            tags(headers, errors),
            expected(headers, errors),
            onlyNew(headers, errors));
    refuse(errors);
    return read;
  }

  /** The condition of a DELETE. */
  static String condition(MultiMap headers) {
    List<FieldError> errors = new ArrayList<>();
    String expected = expected(headers, errors);
    refuse(errors);
    return expected;
  }

  private static void refuse(List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "Headers are wrong.", errors);
    }
  }

  private static String contentType(MultiMap headers, List<FieldError> errors) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return "application/octet-stream";
    }
    if (type.length() > 200 || !MEDIA_TYPE.matcher(type).matches()) {
      errors.add(new FieldError("Content-Type", "It is a media type of at most 200 characters."));
    }
    return type;
  }

  private static Duration ttl(MultiMap headers, List<FieldError> errors) {
    String control = headers.get(HttpHeaders.CACHE_CONTROL);
    String plain = headers.get(TTL);
    if (control != null && plain != null) {
      errors.add(new FieldError(TTL, "Give it or Cache-Control, not both."));
      return Duration.ZERO;
    }
    if (control == null) {
      return seconds(TTL, plain == null ? DEFAULT_SECONDS : plain.strip(), errors);
    }
    Matcher directive = MAX_AGE.matcher(control);
    if (directive.matches()) {
      return seconds("Cache-Control", directive.group(1), errors);
    }
    errors.add(new FieldError("Cache-Control", "Only max-age=N is understood here."));
    return Duration.ZERO;
  }

  private static Duration seconds(String header, String text, List<FieldError> errors) {
    long seconds = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      errors.add(
          new FieldError(header, "Whole seconds from 1 to %d, a year.".formatted(LONGEST_SECONDS)));
    }
    return Duration.ofSeconds(seconds);
  }

  private static List<String> tags(MultiMap headers, List<FieldError> errors) {
    List<String> tags =
        headers.getAll(TAGS).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .distinct()
            .toList();
    if (tags.size() > MOST_TAGS) {
      errors.add(
          new FieldError(TAGS, "%d tags; %d are allowed.".formatted(tags.size(), MOST_TAGS)));
    } else if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      errors.add(
          new FieldError(TAGS, "A tag has 1 to 128 letters, digits and _ . : / -, then a comma."));
    }
    return tags;
  }

  private static String expected(MultiMap headers, List<FieldError> errors) {
    String tag = headers.get(HttpHeaders.IF_MATCH);
    if (tag != null && !ENTITY_TAG.matcher(tag.strip()).matches()) {
      errors.add(new FieldError("If-Match", "It is one strong entity tag in quotes, or *."));
    }
    return tag == null ? "" : tag.strip();
  }

  private static boolean onlyNew(MultiMap headers, List<FieldError> errors) {
    String tag = headers.get(HttpHeaders.IF_NONE_MATCH);
    if (tag != null && !tag.strip().equals("*")) {
      errors.add(new FieldError("If-None-Match", "Here it can only be *."));
    }
    return tag != null;
  }
}
