package verticles.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;
import verticles.cache.CacheConfig;
import verticles.cache.NamedPolicy;

/** A policy as JSON: lifetimes in seconds, timeouts in milliseconds, shares in percent. */
record PolicyForm(
    String name,
    long version,
    double freshSeconds,
    double staleWhileRevalidateSeconds,
    double staleIfErrorSeconds,
    double negativeSeconds,
    int jitterPercent,
    int eagerPercent,
    long softTimeoutMs,
    long hardTimeoutMs,
    boolean near,
    boolean shared,
    boolean compress,
    boolean adaptive,
    double shortestSeconds,
    double longestSeconds) {

  static PolicyForm of(NamedPolicy named) {
    CacheConfig.Policy policy = named.policy();
    return new PolicyForm(
        named.name(),
        named.version(),
        seconds(policy.fresh()),
        seconds(policy.staleWhileRevalidate()),
        seconds(policy.staleIfError()),
        seconds(policy.negative()),
        policy.jitter(),
        policy.eager(),
        policy.softTimeout().toMillis(),
        policy.hardTimeout().toMillis(),
        policy.near(),
        policy.shared(),
        policy.compress(),
        policy.adaptive(),
        seconds(policy.shortest()),
        seconds(policy.longest()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /**
   * A policy in which the given fields have new values and the others keep theirs; the contract has
   * checked each for itself.
   *
   * @throws FailureException BAD_REQUEST naming fields that contradict each other
   */
  static CacheConfig.Policy changed(CacheConfig.Policy before, JsonObject fields) {
    Duration softTimeout = millis(fields, "softTimeoutMs", before.softTimeout());
    Duration hardTimeout = millis(fields, "hardTimeoutMs", before.hardTimeout());
    Duration shortest = seconds(fields, "shortestSeconds", before.shortest());
    Duration longest = seconds(fields, "longestSeconds", before.longest());
    boolean near = fields.getBoolean("near", before.near());
    boolean shared = fields.getBoolean("shared", before.shared());
    refuse(softTimeout, hardTimeout, shortest, longest, near || shared);
    return new CacheConfig.Policy(
        seconds(fields, "freshSeconds", before.fresh()),
        seconds(fields, "staleWhileRevalidateSeconds", before.staleWhileRevalidate()),
        seconds(fields, "staleIfErrorSeconds", before.staleIfError()),
        seconds(fields, "negativeSeconds", before.negative()),
        fields.getInteger("jitterPercent", before.jitter()),
        fields.getInteger("eagerPercent", before.eager()),
        softTimeout,
        hardTimeout,
        near,
        shared,
        fields.getBoolean("compress", before.compress()),
        fields.getBoolean("adaptive", before.adaptive()),
        shortest,
        longest);
  }

  private static void refuse(
      Duration softTimeout,
      Duration hardTimeout,
      Duration shortest,
      Duration longest,
      boolean keptSomewhere) {
    List<FieldError> errors = new ArrayList<>();
    if (softTimeout.compareTo(hardTimeout) > 0) {
      errors.add(
          new FieldError(
              "/softTimeoutMs",
              "At most hardTimeoutMs, which is %d.".formatted(hardTimeout.toMillis())));
    }
    if (shortest.compareTo(longest) > 0) {
      errors.add(
          new FieldError(
              "/shortestSeconds",
              "At most longestSeconds, which is %d.".formatted(longest.toSeconds())));
    }
    if (!keptSomewhere) {
      errors.add(new FieldError("/near", "True when shared is false: it must be kept somewhere."));
    }
    if (!errors.isEmpty()) {
      throw FailureException.of(Failure.BAD_REQUEST, "The policy would contradict itself.", errors);
    }
  }

  private static Duration seconds(JsonObject fields, String name, Duration before) {
    Double seconds = fields.getDouble(name);
    return seconds == null ? before : Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static Duration millis(JsonObject fields, String name, Duration before) {
    Long millis = fields.getLong(name);
    return millis == null ? before : Duration.ofMillis(millis);
  }
}
