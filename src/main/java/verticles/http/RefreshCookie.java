package verticles.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The cookie of a session's refresh token: no script can read it, no other site's page sends it.
 * Its name begins with {@code __Host-} where it travels by TLS, so that no neighbouring host can
 * set it.
 */
final class RefreshCookie {
  private static final String NAME = "spinreserve-session";
  private static final String PATH = "/api/v1/auth";

  private final boolean alwaysSecure;

  /** {@code alwaysSecure} where a proxy before this node speaks TLS. */
  RefreshCookie(boolean alwaysSecure) {
    this.alwaysSecure = alwaysSecure;
  }

  private boolean secure(HttpServerRequest request) {
    return alwaysSecure || request.isSSL();
  }

  private String name(HttpServerRequest request) {
    return secure(request) ? "__Host-" + NAME : NAME;
  }

  Optional<String> read(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(name(request)))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  void set(HttpServerRequest request, String token, Instant endsAt) {
    long seconds = Math.max(1, Duration.between(Instant.now(), endsAt).toSeconds());
    add(request, token, seconds);
  }

  void clear(HttpServerRequest request) {
    add(request, "", 0);
  }

  private void add(HttpServerRequest request, String value, long seconds) {
    boolean secure = secure(request);
    request
        .response()
        .addCookie(
            Cookie.cookie(name(request), value)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT)
                // __Host- asks for the whole host
                .setPath(secure ? "/" : PATH)
                .setMaxAge(seconds));
  }
}
