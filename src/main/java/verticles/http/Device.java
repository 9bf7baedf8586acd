package verticles.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A browser in words its owner knows, as "Chrome on Linux", from what it calls itself. */
final class Device {
  private record Sign(Pattern in, String name) {}

  /** Those that call themselves by the names of others come first. */
  private static final List<Sign> BROWSERS =
      List.of(
          sign("Edg(e|A|iOS)?/", "Edge"),
          sign("OPR/", "Opera"),
          sign("Firefox/|FxiOS/", "Firefox"),
          sign("Chrome/|CriOS/", "Chrome"),
          sign("Safari/", "Safari"));

  private static final List<Sign> SYSTEMS =
      List.of(
          sign("iPhone", "iPhone"),
          sign("iPad", "iPad"),
          sign("Android", "Android"),
          sign("Windows", "Windows"),
          sign("Mac OS X", "Mac"),
          sign("Linux|X11", "Linux"));

  private static final int LONGEST = 60;

  private Device() {}

  private static Sign sign(String in, String name) {
    return new Sign(Pattern.compile(in), name);
  }

  /** {@code userAgent} may be anything; what no browser says is shortened and cleaned. */
  static String of(@Nullable String userAgent) {
    if (userAgent == null || userAgent.isBlank()) {
      return "A program";
    }
    Optional<String> browser = find(BROWSERS, userAgent);
    Optional<String> system = find(SYSTEMS, userAgent);
    if (browser.isPresent()) {
      return browser.get() + system.map(name -> " on " + name).orElse("");
    }
    String clean = userAgent.replaceAll("[^ -~]", "");
    return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
  }

  private static Optional<String> find(List<Sign> signs, String userAgent) {
    return signs.stream()
        .filter(sign -> sign.in().matcher(userAgent).find())
        .map(Sign::name)
        .findFirst();
  }
}
