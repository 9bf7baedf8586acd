package verticles.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import verticles.invalidation.Mode;

/**
 * The marks of this node's memory. A tag has one as long as an entry or a running load refers to
 * it; to invalidate a million entries of a tag changes one number.
 */
final class Marks {
  private final Mark everything = new Mark();
  private final Cache<String, Mark> named =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();
  private volatile int epoch;

  /** Another one after each change of any mark. */
  int epoch() {
    return epoch;
  }

  /** The marks of an entry as they are now. */
  Sight see(String namespace, Collection<String> tags) {
    Mark[] seen = new Mark[tags.size() + 2];
    seen[0] = everything;
    seen[1] = mark(ofNamespace(namespace));
    int next = 2;
    for (String tag : tags) {
      seen[next++] = mark(ofTag(tag));
    }
    return new Sight(this, seen);
  }

  private Mark mark(String name) {
    return named.get(name, fresh -> new Mark());
  }

  void changeTag(String tag, Mode mode) {
    changeNamed(ofTag(tag), mode);
  }

  void changeNamespace(String namespace, Mode mode) {
    changeNamed(ofNamespace(namespace), mode);
  }

  void changeEverything(Mode mode) {
    change(everything, mode);
  }

  /** Nothing refers to a name without a mark. */
  private void changeNamed(String name, Mode mode) {
    Mark mark = named.getIfPresent(name);
    if (mark != null) {
      change(mark, mode);
    }
  }

  private synchronized void change(Mark mark, Mode mode) {
    switch (mode) {
      case REMOVE -> mark.remove();
      case EXPIRE -> mark.expire();
    }
    // after the mark, so that who sees the new epoch sees the mark as well
    epoch++;
  }

  long size() {
    return named.estimatedSize();
  }

  private static String ofTag(String tag) {
    return "t:" + tag;
  }

  private static String ofNamespace(String namespace) {
    return "n:" + namespace;
  }
}
