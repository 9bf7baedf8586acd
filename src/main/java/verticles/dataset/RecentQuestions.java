package verticles.dataset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import verticles.cache.CacheMessage;
import verticles.identity.Caller;

/**
 * Questions that were asked in the same second, ready for the cache: a dashboard asks the same
 * again and again, and checking its parameters takes longer than answering from memory.
 */
final class RecentQuestions {
  private static final int MOST = 4096;

  /** Longer ones are seldom asked twice, and their values could be large. */
  private static final int LONGEST_KEY = 256;

  /** A question as it came. */
  record Asked(String dataset, Map<String, List<String>> parameters, Caller caller, Format format) {

    private Asked copy() {
      Map<String, List<String>> copied = new TreeMap<>();
      parameters.forEach((name, values) -> copied.put(name, List.copyOf(values)));
      return new Asked(dataset, copied, caller, format);
    }
  }

  /** Relative times mean the same within a second. */
  private record Ready(CacheMessage.Read read, long second) {}

  private final Cache<Asked, Ready> ready =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /** What it became, or null when it was not asked in this second. */
  CacheMessage.@Nullable Read find(Asked asked, long nowMillis) {
    Ready known = ready.getIfPresent(asked);
    return known == null || known.second() != nowMillis / 1000 ? null : known.read();
  }

  /** Remembers what a question became at a time. */
  CacheMessage.Read keep(Asked asked, CacheMessage.Read read, long atMillis) {
    if (read.key().length() <= LONGEST_KEY) {
      ready.put(asked.copy(), new Ready(read, atMillis / 1000));
    }
    return read;
  }
}
