package verticles.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Types whose values can be gone through one by one. */
final class Countable {
  /** More values, or more questions of one declaration, are not gone through. */
  static final long MOST = 100_000;

  private Countable() {}

  static boolean isCountable(ParameterType type) {
    return type instanceof ParameterType.Zone || count(type).filter(n -> n <= MOST).isPresent();
  }

  /** How many values a type has; empty for zones, whose number the market knows, and for others. */
  static Optional<Long> count(ParameterType type) {
    return switch (type) {
      case ParameterType.Choice(List<String> values) -> Optional.of((long) values.size());
      case ParameterType.Truth truth -> Optional.of(2L);
      case ParameterType.Whole(long min, long max) -> Optional.of(max - min + 1);
      default -> Optional.empty();
    };
  }

  private static List<String> values(ParameterType type, List<String> zones) {
    return switch (type) {
      case ParameterType.Zone zone -> zones;
      case ParameterType.Choice(List<String> values) -> values;
      case ParameterType.Truth truth -> List.of("false", "true");
      case ParameterType.Whole(long min, long max) ->
          LongStream.rangeClosed(min, max).mapToObj(Long::toString).toList();
      default -> List.of();
    };
  }

  /**
   * Each combination of the values that a declaration stands for; those beyond MOST are left out.
   */
  static List<Map<String, String>> combinations(
      Dataset dataset, Map<String, String> declared, List<String> zones) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, String> given : declared.entrySet()) {
      List<String> values =
          given.getValue().equals(WarmDeclaration.EACH)
              ? dataset
                  .parameter(given.getKey())
                  .map(known -> values(known.type(), zones))
                  .orElse(List.of())
              : List.of(given.getValue());
      all = extended(all, given.getKey(), values);
    }
    return all;
  }

  private static List<Map<String, String>> extended(
      List<Map<String, String>> all, String name, List<String> values) {
    List<Map<String, String>> extended = new ArrayList<>();
    for (Map<String, String> one : all) {
      for (String value : values) {
        if (extended.size() == MOST) {
          return extended;
        }
        Map<String, String> more = new LinkedHashMap<>(one);
        more.put(name, value);
        extended.add(more);
      }
    }
    return extended;
  }
}
