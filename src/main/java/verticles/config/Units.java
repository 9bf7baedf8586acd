package verticles.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations and sizes, which always carry their unit. */
public final class Units {
  static final String DURATION_FORM = "a duration with its unit, such as 500ms, 10s, 5m, 2h or 7d";
  static final String SIZE_FORM = "a size with its unit, such as 512B, 64KiB, 8MiB or 1GiB";

  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]+)");

  private Units() {}

  /** The duration that {@code text} stands for, or empty. */
  public static Optional<Duration> duration(String text) {
    Matcher quantity = QUANTITY.matcher(text.strip());
    if (!quantity.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(quantity.group(1));
    return switch (quantity.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(count));
      case "s" -> Optional.of(Duration.ofSeconds(count));
      case "m" -> Optional.of(Duration.ofMinutes(count));
      case "h" -> Optional.of(Duration.ofHours(count));
      case "d" -> Optional.of(Duration.ofDays(count));
      default -> Optional.empty();
    };
  }

  /** The size that {@code text} stands for, or empty. */
  public static Optional<DataSize> size(String text) {
    Matcher quantity = QUANTITY.matcher(text.strip());
    if (!quantity.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (quantity.group(2)) {
          case "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> -1;
        };
    long count = Long.parseLong(quantity.group(1));
    return shift < 0 || count > Long.MAX_VALUE >> shift
        ? Optional.empty()
        : Optional.of(new DataSize(count << shift));
  }

  /** A size in its largest whole unit, for example {@code 64KiB}. */
  public static String sizeText(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    long count = bytes;
    while (unit < 3 && count >= 1024 && count % 1024 == 0) {
      count /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", count, units[unit]);
  }
}
