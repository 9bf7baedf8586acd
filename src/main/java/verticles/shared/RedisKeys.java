package verticles.shared;

/**
 * The names of keys in Redis. In a Cluster everything of a part is in the same slot by what stands
 * in the first braces.
 *
 * @param prefix with the version of all that is kept under it, and the tag of the part
 */
record RedisKeys(String prefix, Part part) {
  private static final String WIRE_VERSION = "1:";
  private static final String OPEN = "{=";
  private static final String SPECIAL = "*?\\[]";

  static RedisKeys after(String prefix, Part part) {
    return new RedisKeys(prefix + WIRE_VERSION + part.tag(), part);
  }

  String value(String key) {
    return prefix + "v:" + OPEN + key + "}";
  }

  String lease(String key) {
    return prefix + "k:" + OPEN + key + "}";
  }

  String stamp(String name) {
    return prefix + "s:" + name;
  }

  String applied(String id) {
    return prefix + "i:" + id;
  }

  String mark() {
    return prefix + "mark";
  }

  String beat() {
    return prefix + "beat";
  }

  /** What SCAN has to look for to find values and leases that a glob may mean, and others. */
  String near(String glob) {
    return prefix + "[vk]:" + OPEN + literal(glob) + "*";
  }

  /** The same for values only. */
  String valuesNear(String glob) {
    return prefix + "v:" + OPEN + literal(glob) + "*";
  }

  /** The key of a value's or lease's name. */
  String keyOf(String name) {
    return name.substring(prefix.length() + "v:".length() + OPEN.length(), name.length() - 1);
  }

  /** Only what stands before the first special character: Redis' own globs can take for ever. */
  private static String literal(String glob) {
    int end = 0;
    while (end < glob.length() && SPECIAL.indexOf(glob.charAt(end)) < 0) {
      end++;
    }
    return glob.substring(0, end);
  }
}
