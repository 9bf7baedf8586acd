package verticles.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/** The limits that one request was counted against; its client is told of the tightest. */
final class Charges {
  private @Nullable Allowance tightest;

  /** The request was counted. */
  void add(Allowance allowance) {
    if (allowance.isLimited() && (tightest == null || allowance.fraction() < tightest.fraction())) {
      tightest = allowance;
    }
  }

  /** The limit is used up: of this one the client is told. */
  void refusedBy(Allowance allowance) {
    tightest = allowance;
  }

  void addTo(MultiMap headers) {
    if (tightest != null) {
      headers.set(Names.RATE_LIMIT, tightest.header());
      headers.set(Names.RATE_LIMIT_POLICY, tightest.policyHeader());
    }
  }
}
