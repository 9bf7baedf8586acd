package verticles.limit;

import io.vertx.core.Future;

/** The buckets that all nodes share. */
interface SharedBuckets {
  /** Takes up to {@code wanted} requests out of a bucket, or gives them back when negative. */
  Future<Grant> take(Rule rule, String subject, long wanted);

  /** Completes when buckets are there. */
  Future<Void> probe();
}
