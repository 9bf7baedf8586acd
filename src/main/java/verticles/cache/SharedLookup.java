package verticles.cache;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import verticles.shared.Found;
import verticles.shared.SharedValue;
import verticles.shared.Stamps;
import verticles.shared.Wanted;

/** Asks the shared tier for one load; a tier that cannot be asked has nothing. */
record SharedLookup(Ways ways, InstantSource clock) {
  /** A load without stamps is not shared. */
  static final Stamps NO_STAMPS = new Stamps("", Map.of());

  /**
   * What the tier has.
   *
   * @param usable whether the value is the answer
   * @param expired whether the value was declared out of date
   */
  record Look(Optional<SharedValue> value, boolean usable, boolean expired, Stamps stamps) {
    private static final Look NOTHING = new Look(Optional.empty(), false, false, NO_STAMPS);

    /** What may be served when the load fails. */
    Optional<SharedValue> fallback() {
      return usable ? Optional.empty() : value;
    }
  }

  /**
   * Looks for the answer of a read.
   *
   * @param newerThan wall clock in milliseconds: what was loaded up to then is not the answer
   */
  Future<Look> look(CacheMessage.Read read, CacheConfig.Policy policy, long newerThan) {
    return ways.find(new Wanted(read.key(), read.tags()))
        .map(found -> judge(ofTheSameKind(found, read), policy, newerThan))
        .otherwise(away -> Look.NOTHING);
  }

  /** A value with other tags was kept by a node that declares it differently. */
  private static Found ofTheSameKind(Found found, CacheMessage.Read read) {
    return new Found(
        found.value().filter(value -> value.tags().equals(read.tags())),
        found.expired(),
        found.stamps());
  }

  private Look judge(Found found, CacheConfig.Policy policy, long newerThan) {
    boolean usable =
        !found.expired()
            && found
                .value()
                .filter(value -> value.loadedAtMillis() > newerThan)
                .filter(value -> isFresh(value, policy))
                .isPresent();
    return new Look(found.value(), usable, found.expired(), found.stamps());
  }

  private boolean isFresh(SharedValue value, CacheConfig.Policy policy) {
    long age = clock.millis() - value.loadedAtMillis();
    return age >= 0 && age < Math.min(value.freshMillis(), policy.freshAtMost().toMillis());
  }
}
