package verticles.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the names a mistyped one was probably meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The one name with the fewest edits to {@code typed}; empty text when there are no names. */
  public static String of(String typed, Collection<String> names) {
    return several(typed, names, 1).stream().findFirst().orElse("");
  }

  /** Up to {@code count} names, nearest first. */
  public static List<String> several(String typed, Collection<String> names, int count) {
    return names.stream()
        .sorted(
            Comparator.<String>comparingInt(name -> edits(typed, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .toList();
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one character. */
  static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
