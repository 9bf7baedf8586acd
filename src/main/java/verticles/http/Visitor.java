package verticles.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.security.VerifiedToken;

/** Who asks in one exchange, as far as that is known yet. */
final class Visitor {
  private final HttpServerRequest request;
  private @Nullable VerifiedToken token;
  private Optional<Caller> signedIn = Optional.empty();
  private Optional<String> redeemed = Optional.empty();

  Visitor(HttpServerRequest request) {
    this.request = request;
  }

  void letIn(VerifiedToken verified) {
    token = verified;
  }

  /** The token of a caller who was let in; only operations that are not public have one. */
  VerifiedToken token() {
    if (token == null) {
      throw FailureException.of(Failure.UNAUTHENTICATED, "Sign in first.");
    }
    return token;
  }

  /** Who was let in, refused for his role, or has just signed in; empty when nobody did. */
  Optional<Caller> known() {
    return token == null ? signedIn : Optional.of(token.caller());
  }

  void signedIn(Caller who) {
    signedIn = Optional.of(who);
  }

  /** The token that a ticket stands for; it is still to be verified. */
  void redeemed(String text) {
    redeemed = Optional.of(text);
  }

  Optional<String> redeemed() {
    return redeemed;
  }

  /** The address of the client; empty when its connection is gone. */
  String address() {
    SocketAddress remote = request.remoteAddress();
    return remote == null ? "" : String.valueOf(remote.hostAddress());
  }
}
