package verticles.dataset;

import java.util.Map;
import verticles.config.Place;
import verticles.config.Problems;
import verticles.config.Setting;

/** One written section, to note what is wrong with it at the right place. */
record Declaration(String path, Setting.Section section, Problems problems) {

  /** The section written under a key of this one, or nothing at this one's place. */
  Declaration inner(String key) {
    Setting.Section inner =
        section.entries().get(key) instanceof Setting.Section written
            ? written
            : new Setting.Section(Map.of(), place(key));
    return new Declaration(path + "." + key, inner, problems);
  }

  /** The section that is an item of a list written under a key, or nothing at the list's place. */
  Declaration item(String key, int index) {
    Setting.Section item =
        section.entries().get(key) instanceof Setting.Items list
                && list.items().get(index) instanceof Setting.Section written
            ? written
            : new Setting.Section(Map.of(), place(key));
    return new Declaration("%s.%s[%d]".formatted(path, key, index), item, problems);
  }

  /** Where a key was written, or where this section begins when it was not. */
  Place place(String key) {
    Setting written = section.entries().get(key);
    return written == null ? section.place() : written.place();
  }

  boolean has(String key) {
    return section.entries().containsKey(key);
  }

  /** Notes that the value of a key cannot be. */
  void wrong(String key, String read, String accepted) {
    problems.add(place(key), path + "." + key, read, accepted);
  }
}
