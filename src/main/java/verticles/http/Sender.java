package verticles.http;

import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/** Who sends the requests of one connection, as far as the short cut needs to know. */
interface Sender {
  /**
   * What the address of these requests may still ask for; null when that must be found the long
   * way.
   */
  @Nullable Allowance address(Repeat request, long nowMillis);

  /** A request was answered. */
  void served(long nowMillis);
}
