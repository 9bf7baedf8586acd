package verticles.cache;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Nearest;

/** The policies in force: those of the configuration, and over them what was changed since. */
final class Policies {
  private volatile Map<String, NamedPolicy> byName;

  Policies(Map<String, CacheConfig.Policy> configured) {
    Map<String, NamedPolicy> named = new TreeMap<>();
    configured.forEach((name, policy) -> named.put(name, new NamedPolicy(name, policy, 0)));
    this.byName = named;
  }

  /**
   * The policy of that name.
   *
   * @throws FailureException INTERNAL when there is none: datasets are checked at start
   */
  CacheConfig.Policy of(String name) {
    NamedPolicy named = byName.get(name);
    if (named == null) {
      throw FailureException.of(Failure.INTERNAL, "There is no cache policy '%s'.".formatted(name));
    }
    return named.policy();
  }

  /**
   * The policy of that name with its version.
   *
   * @throws FailureException NOT_FOUND with the nearest name
   */
  NamedPolicy named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                FailureException.of(
                    Failure.NOT_FOUND,
                    "There is no policy of that name; the nearest is %s."
                        .formatted(Nearest.of(name, byName.keySet()))));
  }

  Optional<NamedPolicy> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<NamedPolicy> all() {
    return byName.values().stream().sorted(Comparator.comparing(NamedPolicy::name)).toList();
  }

  /**
   * Takes a change over, unless a newer one is there or no such policy was configured.
   *
   * @return whether anything changed
   */
  synchronized boolean change(NamedPolicy changed) {
    NamedPolicy present = byName.get(changed.name());
    if (present == null || present.version() >= changed.version()) {
      return false;
    }
    Map<String, NamedPolicy> next = new TreeMap<>(byName);
    next.put(changed.name(), changed);
    byName = next;
    return true;
  }
}
