package verticles.invalidation;

import java.util.Collection;

/** The entries that an invalidation covers. */
public sealed interface Target {

  /** Whether the entry of that key and those tags is meant. */
  boolean covers(String key, Collection<String> tags);

  /** One entry. */
  record Key(String key) implements Target {
    @Override
    public boolean covers(String other, Collection<String> tags) {
      return key.equals(other);
    }
  }

  /** Every entry that carries the tag. */
  record Tag(String tag) implements Target {
    @Override
    public boolean covers(String key, Collection<String> tags) {
      return tags.contains(tag);
    }
  }

  /** Every entry of a namespace: what stands before the first slash of its key. */
  record Namespace(String namespace) implements Target {
    @Override
    public boolean covers(String key, Collection<String> tags) {
      return key.length() > namespace.length()
          && key.charAt(namespace.length()) == '/'
          && key.startsWith(namespace);
    }
  }

  /** Every entry whose whole key fits a {@link Glob}. */
  record Pattern(String glob) implements Target {
    @Override
    public boolean covers(String key, Collection<String> tags) {
      return Glob.of(glob).matches(key);
    }
  }

  /** Every entry there is. */
  record Everything() implements Target {
    @Override
    public boolean covers(String key, Collection<String> tags) {
      return true;
    }
  }
}
