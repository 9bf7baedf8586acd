package verticles.coherence;

import java.util.LinkedHashMap;
import java.util.Map;
import verticles.invalidation.Invalidation;

/**
 * Applies invalidations to the memory of this node, each of them once although it comes on several
 * ways. One that came before the shared tier had it is applied a second time when the tier has it:
 * what was out of date may have been read back from there. It knows the last 20,000.
 */
final class Applied {
  static final int MOST = 20_000;

  private final NearMemory memory;
  private final Recent recent;
  private final Map<String, Depth> depths = new LinkedHashMap<>();

  Applied(NearMemory memory, Recent recent) {
    this.memory = memory;
    this.recent = recent;
  }

  /** Whether there is nothing left to do for it. */
  synchronized boolean isDone(String id) {
    return depths.get(id) == Depth.BOTH;
  }

  /**
   * Makes it count in memory, unless it does.
   *
   * @param depth BOTH when the shared tier has it
   * @return how many entries are known to be covered
   */
  synchronized long apply(Invalidation invalidation, Depth depth) {
    Depth known = depths.get(invalidation.id());
    if (known == Depth.BOTH || known == depth) {
      return 0;
    }
    long entries = memory.apply(invalidation);
    recent.add(invalidation);
    depths.put(invalidation.id(), depth);
    if (depths.size() > MOST) {
      depths.remove(depths.keySet().iterator().next());
    }
    return entries;
  }
}
