package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.identity.Scopes;
import verticles.security.TokenSource;
import verticles.security.VerifiedToken;

/** What the token of a service may do: {@code scoped.<scope>} is one with that scope. */
class ScopeTest {
  /** It was let through, and ended at the database that this server has not. */
  private static final int LET_THROUGH = 503;

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
    server.tokens.accept(
        new TokenSource() {
          @Override
          public boolean recognises(String token) {
            return token.startsWith("scoped.");
          }

          @Override
          public Future<VerifiedToken> verify(String token) {
            Instant expires = Instant.now().plusSeconds(600);
            return Future.succeededFuture(
                new VerifiedToken(
                    new Caller("service/test", "north", Role.ADMIN),
                    token,
                    expires,
                    expires.toEpochMilli(),
                    Scopes.of(Set.of(token.substring("scoped.".length()))),
                    Optional.empty()));
          }
        });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String scope, String path) {
    return server.send(server.request(path).header("Authorization", "Bearer scoped." + scope));
  }

  @Test
  void aServiceNeedsTheScopeThatTheOperationNames() {
    assertThat(get("account:read", "/api/v1/accounts").statusCode()).isEqualTo(LET_THROUGH);
    assertThat(get("account:write", "/api/v1/accounts").statusCode()).isEqualTo(403);
    assertThat(get("data:read", "/api/v1/accounts").body())
        .contains("This needs the scope account:read; the token has data:read.");
  }

  @Test
  void whatNamesNoScopeIsNotForServices() {
    Contract.Spec spec =
        Contract.load().operations().stream()
            .filter(each -> each.role().isPresent() && each.scope().isEmpty())
            .filter(each -> each.method().name().equals("GET") && !each.path().contains("{"))
            .findFirst()
            .orElse(null);
    if (spec != null) {
      assertThat(get("data:read", spec.path()).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void peopleHaveEveryScope() {
    assertThat(server.get(Role.ADMIN, "/api/v1/accounts").statusCode()).isEqualTo(LET_THROUGH);
  }

  @Test
  void anUnknownScopeInTheContractDoesNotStart() {
    String text =
        Contract.load().text().replaceFirst("x-scope: account:read", "x-scope: acount:read");

    assertThatThrownBy(() -> Contract.of(text))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("acount:read");
  }

  @Test
  void scopesCoverWhatTheyMayHandOn() {
    Scopes some = Scopes.of(Set.of("data:read", "market:write"));

    assertThat(Scopes.every().cover(some)).isTrue();
    assertThat(some.cover(Scopes.of(Set.of("data:read")))).isTrue();
    assertThat(some.cover(Scopes.of(Set.of("account:write")))).isFalse();
    assertThat(some.cover(Scopes.every())).isFalse();
  }
}
