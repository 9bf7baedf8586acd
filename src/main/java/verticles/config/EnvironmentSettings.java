package verticles.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code SPINRESERVE_*} variables: {@code SPINRESERVE_HTTP_PORT} is {@code http.port}. A
 * variable is matched against the known keys, because an underscore stands for a dot or a dash. One
 * that ends in {@code _FILE} names the file of a secret.
 */
public final class EnvironmentSettings {
  /** What every variable's name starts with. */
  public static final String PREFIX = "SPINRESERVE_";

  private static final String FILE = "_FILE";

  private EnvironmentSettings() {}

  /** The settings of all variables; one that matches no key of {@code known} is a problem. */
  public static Setting.Section read(
      Map<String, String> environment, Setting.Section known, Problems problems) {
    Map<String, String> keys = new TreeMap<>();
    collect("", known, keys);
    Setting.Section settings = new Setting.Section(Map.of(), new Place("environment", 0, 0));
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      if (!variable.getKey().startsWith(PREFIX)) {
        continue;
      }
      Place place = Place.environment(variable.getKey());
      String key = keys.getOrDefault(variable.getKey(), fileOf(variable.getKey(), keys));
      if (key == null) {
        String nearest = Nearest.of(variable.getKey(), keys.keySet());
        problems.add(place, variable.getKey(), "an unknown setting", "for example " + nearest);
      } else {
        settings = settings.overlaid(nested(key, new Setting.Scalar(variable.getValue(), place)));
      }
    }
    return settings;
  }

  /** {@code SPINRESERVE_POSTGRES_PASSWORD_FILE} names the file of a secret. */
  private static @Nullable String fileOf(String variable, Map<String, String> keys) {
    String secret =
        variable.endsWith(FILE)
            ? keys.get(variable.substring(0, variable.length() - FILE.length()))
            : null;
    return secret == null ? null : secret + ".file";
  }

  private static void collect(String path, Setting.Section section, Map<String, String> keys) {
    section
        .entries()
        .forEach(
            (name, value) -> {
              String key = path.isEmpty() ? name : path + "." + name;
              if (value instanceof Setting.Section inner) {
                collect(key, inner, keys);
              } else {
                keys.put(PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), key);
              }
            });
  }

  private static Setting.Section nested(String key, Setting value) {
    int dot = key.indexOf('.');
    Map<String, Setting> entries = new LinkedHashMap<>();
    if (dot < 0) {
      entries.put(key, value);
    } else {
      entries.put(key.substring(0, dot), nested(key.substring(dot + 1), value));
    }
    return new Setting.Section(entries, value.place());
  }
}
