package verticles.cache;

import java.util.List;
import java.util.Map;
import verticles.bus.Address;

/** What the cache is asked and answers, and what it asks the sources behind it. */
public sealed interface CacheMessage
    permits CacheMessage.Read,
        CacheMessage.Refresh,
        CacheMessage.Load,
        CacheMessage.Loaded,
        CacheAnswer {
  /** Answers {@link Read} and {@link Refresh} with {@link CacheAnswer}. */
  Address READS = Address.node("cache.reads");

  /** Who an answer is for. */
  enum Visibility {
    /** Everybody with access; other caches may keep it as well. */
    SHARED,
    /** The members of one organisation. */
    ORGANISATION,
    /** One user. */
    USER
  }

  /**
   * One question to the cache.
   *
   * @param key names the answer: what is read, its canonical parameters and form, and the
   *     organisation or user it is for
   * @param policy the name of the policy that says how long it lives
   * @param tags what the answer can be invalidated by
   * @param visible who the answer is for
   * @param load what to ask when the cache has no answer
   */
  record Read(String key, String policy, List<String> tags, Visibility visible, Load load)
      implements CacheMessage {}

  /** The same question, but to be loaded even when a fresh answer is there. */
  record Refresh(Read read) implements CacheMessage {}

  /**
   * Load an answer from its source.
   *
   * @param source the name of a source; it answers at {@link #source}
   * @param question what that source understands
   */
  record Load(String source, Map<String, String> question) implements CacheMessage {}

  /**
   * What a source answers to {@link Load}.
   *
   * @param body must not be changed
   */
  record Loaded(byte[] body, String contentType) implements CacheMessage {}

  /** Where the source of that name answers {@link Load} with {@link Loaded}. */
  static Address source(String name) {
    return Address.node("cache.source." + name);
  }
}
