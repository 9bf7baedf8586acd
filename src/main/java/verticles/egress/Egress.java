package verticles.egress;

import io.vertx.core.Future;
import java.net.URI;
import verticles.bus.FailureException;

/**
 * Sends requests to other servers: to allowed hosts only, within a deadline, with bounded answers.
 */
public interface Egress {
  /**
   * Checks an address as it will be checked when something is sent to it; for use when it is saved.
   *
   * @return fails with a {@link FailureException} BAD_REQUEST that says what is not allowed
   */
  Future<Void> check(Purpose purpose, URI address);

  /**
   * Sends one request and reads the whole answer.
   *
   * @return the answer of any status; fails with BAD_REQUEST when the address is not allowed,
   *     TIMEOUT, TOO_LARGE, or UNAVAILABLE when nobody answers or the breaker is open
   */
  Future<EgressAnswer> send(Purpose purpose, EgressRequest request);

  /**
   * Sends one request and hands its answer over while it is being read, for answers that are passed
   * on or come bit by bit; fails as {@link #send} does, the stream too: also when it turns out to
   * be too large.
   */
  Future<EgressStream> open(Purpose purpose, EgressRequest request);
}
