package verticles.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/** The limits that one request was counted against; its client is told of the tightest. */
final class Charges {
  private @Nullable Allowance tightest;
  private boolean refused;

  /** The request was counted. */
  void add(Allowance allowance) {
    if (allowance.isLimited() && (tightest == null || allowance.fraction() < tightest.fraction())) {
      tightest = allowance;
    }
  }

  /** The limit is used up: of this one the client is told, and when it may come again. */
  void refusedBy(Allowance allowance) {
    tightest = allowance;
    refused = true;
  }

  void addTo(MultiMap headers) {
    if (tightest != null) {
      headers.set(Names.RATE_LIMIT, tightest.header());
      headers.set(Names.RATE_LIMIT_POLICY, tightest.policyHeader());
      if (refused) {
        headers.set(Names.RETRY_AFTER, Long.toString(tightest.retrySeconds()));
      }
    }
  }
}
