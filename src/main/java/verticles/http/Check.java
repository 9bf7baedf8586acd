package verticles.http;

import io.vertx.core.Future;

/** One of the checks that a request passes, in order, before its operation runs. */
@FunctionalInterface
interface Check {
  /** Completes when the request may go on, else fails with the reason that its client reads. */
  Future<Void> pass(Exchange exchange, Contract.Spec spec);
}
