package verticles.cache;

/** An entry in memory, with all that says whether it still counts. */
final class Kept {
  /** What an entry may be used for. */
  enum State {
    /** It is the answer. */
    FRESH,
    /** It is the answer while it is loaded again. */
    REVALIDATE,
    /** It is the answer only when its load fails or is slow. */
    ERROR,
    /** It is no answer. */
    DEAD
  }

  /** An entry of the future was stored before the clock was set back: its age is unknown. */
  private static final long CLOCK_JITTER_MILLIS = 1000;

  private static final int BUSY_HITS = 2;
  private static final long BUSY_MILLIS_PER_HIT = 10_000;

  private final CacheEntry entry;
  private final Sight sight;
  private final Lifetime lifetime;
  private final Tally tally;
  private final Marks marks;
  private final long answerFrom;

  /** Wall clock in milliseconds; until then nothing is to be done but to answer. */
  private volatile long answerUntil;

  /** Written by several threads without a lock: each writes an epoch that it has checked. */
  private int checkedEpoch;

  private volatile boolean expired;
  private volatile boolean refreshing;
  private volatile boolean fallback;
  private volatile boolean shared;

  private volatile boolean missed;

  /** A lost increment does not matter, a lock on each hit would. */
  private int hits;

  /** The hits that were reported. */
  private int swept;

  /** What a load brought. */
  Kept(CacheEntry entry, Running load, Lifetime lifetime) {
    this(entry, load.sight(), lifetime, load.tally());
  }

  private Kept(CacheEntry entry, Sight sight, Lifetime lifetime, Tally tally) {
    this.entry = entry;
    this.sight = sight;
    this.lifetime = lifetime;
    this.tally = tally;
    this.marks = sight.marks();
    this.checkedEpoch = sight.epoch();
    this.answerFrom = entry.storedAtMillis() - CLOCK_JITTER_MILLIS;
    this.answerUntil = entry.storedAtMillis() + lifetime.eager();
  }

  CacheEntry entry() {
    return entry;
  }

  Lifetime lifetime() {
    return lifetime;
  }

  Tally tally() {
    return tally;
  }

  /** Whether it is the answer and nothing else is to be done: the path of every hit. */
  boolean isAnswer(long nowMillis) {
    return nowMillis < answerUntil
        && nowMillis >= answerFrom
        && (marks.epoch() == checkedEpoch || isStillCurrent());
  }

  /** Something was invalidated since it was asked last; mostly something else. */
  private boolean isStillCurrent() {
    int epoch = marks.epoch();
    if (sight.isRemoved() || sight.isExpired()) {
      return false;
    }
    checkedEpoch = epoch;
    return true;
  }

  State state(long nowMillis) {
    long age = nowMillis - entry.storedAtMillis();
    if (age < -CLOCK_JITTER_MILLIS || sight.isRemoved()) {
      return State.DEAD;
    } else if (age < lifetime.fresh() && !isExpired()) {
      return State.FRESH;
    } else if (lifetime.mayRevalidate() && age < lifetime.revalidate()) {
      return State.REVALIDATE;
    }
    return lifetime.mayFail() && age < lifetime.error() ? State.ERROR : State.DEAD;
  }

  boolean isExpired() {
    return expired || sight.isExpired();
  }

  /** It is out of date from now on. */
  synchronized void expire() {
    expired = true;
    answerUntil = 0;
  }

  boolean isRemoved() {
    return sight.isRemoved();
  }

  /** Whether it is time to load it again while it is fresh, and nobody does yet. */
  boolean wantsRefresh(long nowMillis) {
    return !refreshing && nowMillis - entry.storedAtMillis() >= lifetime.eager();
  }

  /** It came from another tier, out of date already, for the case that its load fails. */
  void fallback() {
    fallback = true;
  }

  /** It came fresh from the tier that all nodes share. */
  void shared() {
    shared = true;
  }

  boolean isShared() {
    return shared;
  }

  boolean isFallback() {
    return fallback;
  }

  /** While it is being loaded again it is an answer like any other. */
  synchronized void refreshing() {
    refreshing = true;
    answerUntil = expired ? 0 : entry.storedAtMillis() + lifetime.fresh();
  }

  synchronized void refreshFailed() {
    refreshing = false;
    answerUntil = expired ? 0 : entry.storedAtMillis() + lifetime.eager();
  }

  void hit() {
    hits++;
    tally.hits.increment();
  }

  long hits() {
    return hits;
  }

  /** Whether it was put out of date while it was read so often that it pays to load it at once. */
  boolean isMissed(long nowMillis) {
    if (missed
        || hits < BUSY_HITS
        || nowMillis - entry.storedAtMillis() > hits * BUSY_MILLIS_PER_HIT
        || !(sight.isRemoved() || isExpired())) {
      return false;
    }
    missed = true;
    return true;
  }

  /** How often it was hit since this was asked last; for one caller at a time. */
  long sweep() {
    int now = hits;
    long reads = (long) now - swept;
    swept = now;
    return reads;
  }

  /** The same entry with another life. */
  Kept with(Lifetime other) {
    Kept same = new Kept(entry, sight, other, tally);
    same.hits = hits;
    same.swept = swept;
    if (expired) {
      same.expire();
    }
    return same;
  }
}
