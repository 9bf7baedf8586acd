package verticles.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One load that runs, and what was true when it began. */
final class Running {
  private final CacheMessage.Read read;
  private final Sight sight;
  private final Tally tally;
  private final long startedAtMillis;
  private final Promise<Kept> promise = Promise.promise();
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean overtaken;
  private volatile @Nullable Kept fallback;

  Running(CacheMessage.Read read, Sight sight, Tally tally, long startedAtMillis) {
    this.read = read;
    this.sight = sight;
    this.tally = tally;
    this.startedAtMillis = startedAtMillis;
  }

  CacheMessage.Read read() {
    return read;
  }

  Sight sight() {
    return sight;
  }

  Tally tally() {
    return tally;
  }

  long startedAtMillis() {
    return startedAtMillis;
  }

  /** True for the first who asks: the load is theirs to start. */
  boolean begin() {
    return begun.compareAndSet(false, true);
  }

  /** An invalidation came that covers its key. */
  void overtake() {
    overtaken = true;
  }

  /** Whether what it brings may be kept, and who reads now may wait for it. */
  boolean counts() {
    return !overtaken && sight.isCurrent();
  }

  /** What may be served when the load fails. */
  void fallBackOn(Kept outdated) {
    outdated.fallback();
    fallback = outdated;
  }

  Optional<Kept> fallback() {
    return Optional.ofNullable(fallback);
  }

  Future<Kept> result() {
    return promise.future();
  }

  Promise<Kept> promise() {
    return promise;
  }
}
