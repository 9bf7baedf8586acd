package verticles.invalidation;

/** What an invalidation does to the entries that it covers. */
public enum Mode {
  /** They are out of date: served as stale only where their policy allows it, until reloaded. */
  EXPIRE,
  /** They are gone: nobody is served them again. */
  REMOVE
}
