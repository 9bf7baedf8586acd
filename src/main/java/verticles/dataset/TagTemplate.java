package verticles.dataset;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tag in which {@code {name}} stands for the value of a parameter. */
record TagTemplate(String text) {
  /** What a tag is made of, placeholders aside. */
  static final Pattern FORM = Pattern.compile("(?:[A-Za-z0-9_.:/-]|\\{[A-Za-z0-9_]+\\}){1,128}");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z0-9_]+)\\}");

  /** The names of its placeholders. */
  List<String> names() {
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** Whether some values would make it that tag. */
  boolean mayBe(String tag) {
    Matcher found = PLACEHOLDER.matcher(text);
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    while (found.find()) {
      pattern.append(Pattern.quote(text.substring(from, found.start()))).append(".*");
      from = found.end();
    }
    return tag.matches(pattern.append(Pattern.quote(text.substring(from))).toString());
  }

  /** The tag of one answer. */
  String filled(Function<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll((MatchResult found) -> Texts.encoded(values.apply(found.group(1))));
  }
}
