package verticles.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of the settings tree, which remembers where it was read. */
public sealed interface Setting {
  /** Where this setting was read. */
  Place place();

  /** A single value, still as text. */
  record Scalar(String text, Place place) implements Setting {}

  /** A list of settings. */
  record Items(List<Setting> items, Place place) implements Setting {}

  /** Settings by key, in the order they were written. */
  record Section(Map<String, Setting> entries, Place place) implements Setting {

    /** This section with another laid over it: sections merge, everything else is replaced. */
    public Section overlaid(Section over) {
      Map<String, Setting> merged = new LinkedHashMap<>(entries);
      over.entries.forEach(
          (key, value) ->
              merged.merge(
                  key,
                  value,
                  (below, above) ->
                      below instanceof Section lower && above instanceof Section upper
                          ? lower.overlaid(upper)
                          : above));
      return new Section(merged, over.place);
    }
  }

  /** What a reader of an error message calls this kind of setting. */
  default String kind() {
    return switch (this) {
      case Scalar scalar -> "'" + scalar.text() + "'";
      case Items items -> "a list";
      case Section section -> "a section";
    };
  }
}
