package verticles.shared;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import verticles.invalidation.Target;

/** The names of the stamps that an entry depends on. */
final class StampNames {
  /** The stamp of all entries. */
  static final String EVERYTHING = "*";

  /** The lease: a text that lives as long as nobody invalidates the key itself. */
  static final String LEASE = "key";

  private StampNames() {}

  static String namespace(String namespace) {
    return "n:" + namespace;
  }

  static String tag(String tag) {
    return "t:" + tag;
  }

  /** Of everything, of the key's namespace and of each tag; not the lease. */
  static SequencedSet<String> of(String key, Collection<String> tags) {
    SequencedSet<String> names = new LinkedHashSet<>();
    names.add(EVERYTHING);
    int slash = key.indexOf('/');
    if (slash >= 0) {
      names.add(namespace(key.substring(0, slash)));
    }
    tags.forEach(tag -> names.add(tag(tag)));
    return names;
  }

  /** The one stamp that stands for all entries of a target. */
  static String of(Target target) {
    return switch (target) {
      case Target.Everything everything -> EVERYTHING;
      case Target.Namespace namespace -> namespace(namespace.namespace());
      case Target.Tag tag -> tag(tag.tag());
      case Target.Key key -> throw new IllegalArgumentException("a key has a lease");
      case Target.Pattern pattern -> throw new IllegalArgumentException("a pattern has no stamp");
    };
  }
}
