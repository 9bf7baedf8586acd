package verticles.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import verticles.coherence.TableTags;
import verticles.config.Nearest;

/** Reads which changes of tables put a dataset's answers out of date. */
record WatchReader(String name, DatasetConfig config, Declaration declared) {
  /** A placeholder is a column of the table, or of a table that it refers to. */
  private static final Pattern FORM =
      Pattern.compile("(?:[A-Za-z0-9_.:/-]|\\{(?:[A-Za-z0-9_]+\\.)?[A-Za-z0-9_]+\\}){1,128}");

  List<TableTags> read() {
    List<TableTags> watched = new ArrayList<>();
    for (int i = 0; i < config.invalidateOn().size(); i++) {
      DatasetConfig.Watched written = config.invalidateOn().get(i);
      check(written.tag(), declared.item("invalidate-on", i));
      watched.add(new TableTags(written.table(), List.of(written.tag())));
    }
    return watched;
  }

  private void check(String tag, Declaration item) {
    if (!FORM.matcher(tag).matches()) {
      item.wrong(
          "tag",
          Texts.shown(tag),
          "letters, digits, any of _ . : / - and {column} or {table.column}");
      return;
    }
    List<String> carried = new ArrayList<>(config.tags());
    // every answer of a dataset carries this one too
    carried.add("dataset:" + name);
    if (carried.stream().noneMatch(own -> mayMeet(own, tag))) {
      item.wrong(
          "tag",
          Texts.shown(tag),
          "a tag that answers of this dataset carry, such as %s; the nearest is %s"
              .formatted(carried, Nearest.of(tag, carried)));
    }
  }

  /** Whether the two can be the same text, by what stands before their first placeholders. */
  private static boolean mayMeet(String one, String other) {
    String first = fixed(one);
    String second = fixed(other);
    boolean firstGoesOn = first.length() < one.length();
    boolean secondGoesOn = second.length() < other.length();
    if (!firstGoesOn && !secondGoesOn) {
      return first.equals(second);
    }
    return firstGoesOn && second.startsWith(first) || secondGoesOn && first.startsWith(second);
  }

  private static String fixed(String template) {
    int brace = template.indexOf('{');
    return brace < 0 ? template : template.substring(0, brace);
  }
}
