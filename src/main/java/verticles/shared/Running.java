package verticles.shared;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;

/** Invalidations that are on their way to the stores; on this node they count already. */
final class Running {
  private final Map<String, Invalidation> byId = new ConcurrentHashMap<>();

  void begin(Invalidation invalidation) {
    byId.put(invalidation.id(), invalidation);
  }

  void end(Invalidation invalidation) {
    byId.remove(invalidation.id());
  }

  boolean covers(String key, List<String> tags) {
    return byId.values().stream().anyMatch(one -> one.covers(key, tags));
  }

  /** What is left of what was found. */
  Found judge(Wanted wanted, Found found) {
    if (byId.isEmpty() || found.value().isEmpty()) {
      return found;
    }
    List<String> own = found.value().get().tags();
    Found judged = found;
    for (Invalidation one : byId.values()) {
      if (one.covers(wanted.key(), own) || one.covers(wanted.key(), wanted.tags())) {
        if (one.mode() == Mode.REMOVE) {
          return new Found(Optional.empty(), false, found.stamps());
        }
        judged = new Found(found.value(), true, found.stamps());
      }
    }
    return judged;
  }
}
