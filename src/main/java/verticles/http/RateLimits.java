package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;
import verticles.limit.Allowance;
import verticles.limit.Limiter;
import verticles.limit.RouteClass;
import verticles.limit.SubjectKind;
import verticles.limit.TrustedProxies;
import verticles.security.VerifiedToken;

/** Counts each request against the limits of its address, of its caller and of the name tried. */
final class RateLimits {
  private static final CharSequence FORWARDED_FOR = HttpHeaders.createOptimized("X-Forwarded-For");
  private static final String NAME = "username";

  private final Limiter limiter;
  private final TrustedProxies proxies;

  RateLimits(Limiter limiter, TrustedProxies proxies) {
    this.limiter = limiter;
    this.proxies = proxies;
  }

  /** What that address may still ask for. */
  Allowance address(RouteClass work, String address) {
    return limiter.allowance(work, SubjectKind.ADDRESS, address);
  }

  /** What the client of a request may still read. */
  Allowance address(HttpServerRequest request) {
    return address(RouteClass.READ, client(request));
  }

  private String client(HttpServerRequest request) {
    SocketAddress remote = request.remoteAddress();
    List<String> path = request.headers().getAll(FORWARDED_FOR);
    return proxies.client(remote == null ? "" : String.valueOf(remote.hostAddress()), path);
  }

  /** What the caller with that token may still ask for. */
  Allowance of(RouteClass work, VerifiedToken token) {
    if (!token.scopes().all()) {
      return limiter.allowance(work, SubjectKind.TOKEN, token.id());
    }
    Caller caller = token.caller();
    return limiter.allowance(work, SubjectKind.USER, caller.organisation() + "/" + caller.user());
  }

  /** Takes one request, on any thread. */
  Future<Void> ask(Allowance allowance) {
    return limiter.ask(allowance);
  }

  /** Before anything else is known of a request. */
  Future<Void> checkAddress(Exchange exchange, Contract.Spec spec) {
    return spec.limit()
        .map(work -> ask(exchange, address(work, client(exchange.request()))))
        .orElseGet(Future::succeededFuture);
  }

  /** After the guard; a public operation has no caller. */
  Future<Void> checkCaller(Exchange exchange, Contract.Spec spec) {
    return spec.role().isEmpty()
        ? Future.succeededFuture()
        : spec.limit()
            .map(work -> ask(exchange, of(work, exchange.token())))
            .orElseGet(Future::succeededFuture);
  }

  /** After the input check: somebody may try one name from many addresses. */
  Future<Void> checkName(Exchange exchange, Contract.Spec spec) {
    return spec.limit()
        .filter(work -> work == RouteClass.SIGN_IN && spec.json())
        .flatMap(work -> name(exchange))
        .map(name -> ask(exchange, limiter.allowance(RouteClass.SIGN_IN, SubjectKind.NAME, name)))
        .orElseGet(Future::succeededFuture);
  }

  /** Not in plain text: people type their password into the wrong field. */
  private static Optional<String> name(Exchange exchange) {
    if (exchange.body().length() == 0) {
      return Optional.empty();
    }
    JsonObject body = exchange.body().toJsonObject();
    return body.getValue(NAME) instanceof String name
        ? Optional.of(
            UUID.nameUUIDFromBytes(
                    Normalizer.normalize(name.strip(), Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .getBytes(StandardCharsets.UTF_8))
                .toString())
        : Optional.empty();
  }

  private Future<Void> ask(Exchange exchange, Allowance allowance) {
    Future<Void> asked = ask(allowance);
    if (!asked.isComplete()) {
      asked = backOn(Objects.requireNonNull(Vertx.currentContext()), asked);
    }
    return asked
        .onSuccess(taken -> exchange.charges().add(allowance))
        .onFailure(refused -> exchange.charges().refusedBy(allowance));
  }

  /** Another event loop's request may have fetched the portion that this one waited for. */
  private static Future<Void> backOn(Context loop, Future<Void> asked) {
    Promise<Void> here = Promise.promise();
    asked.onComplete(done -> loop.runOnContext(back -> here.handle(done)));
    return here.future();
  }
}
