package verticles.security;

import io.vertx.core.Future;

/** Tokens that this node's own keys did not sign: of services, or of another issuer. */
public interface TokenSource {
  /** Whether a text has the form of such a token; decides from the text alone. */
  boolean recognises(String token);

  /**
   * Verifies such a token.
   *
   * @return what it says, or a {@link verticles.bus.FailureException}: UNAUTHENTICATED with what is
   *     wrong with it, UNAVAILABLE when who could tell is down
   */
  Future<VerifiedToken> verify(String token);
}
