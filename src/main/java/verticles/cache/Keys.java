package verticles.cache;

/** The parts of a key: {@code namespace/pattern/…?…}. */
final class Keys {
  private Keys() {}

  /** What stands before the first slash; the whole key when there is none. */
  static String namespace(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  /** The key up to its second slash or its question mark, whichever comes first. */
  static String pattern(String key) {
    int first = key.indexOf('/');
    for (int i = first + 1; i < key.length(); i++) {
      if (key.charAt(i) == '?' || (key.charAt(i) == '/' && first >= 0)) {
        return key.substring(0, i);
      }
    }
    return key;
  }
}
