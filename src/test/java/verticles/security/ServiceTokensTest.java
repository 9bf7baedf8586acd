package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.testing.Patience;

class ServiceTokensTest extends OnTwoNodes {

  @Test
  void aServiceIsKnownOnEveryNodeWithItsRoleAndScopes() throws Exception {
    String text = await(make("price-import")).text();

    VerifiedToken verified = await(there.tokens.verify(text));

    assertThat(verified.caller())
        .isEqualTo(new Caller("service/price-import", "north", Role.TRADER));
    assertThat(verified.scopes().allow("market:write")).isTrue();
    assertThat(verified.scopes().allow("market:read")).isFalse();
    assertThat(verified.expiresAt()).isBeforeOrEqualTo(now.plus(Duration.ofDays(1)));
    assertThat(there.tokens.remembered(text)).isNotNull();
    // written behind the request's back
    Patience.holds(
        () -> assertThat(await(here.services.list()).getFirst().lastUsedAt()).isPresent());
  }

  @Test
  void aRevokedTokenIsRefusedAlsoWhereItWasRememberedAndNobodyHeard() throws Exception {
    ServiceToken.Made made = await(make("price-import"));
    await(there.tokens.verify(made.text()));

    await(here.services.revoke(made.token().id()));
    await(there.revocations.look());

    assertThat(there.tokens.remembered(made.text())).isNull();
    assertThat(failure(there.tokens.verify(made.text()))).isEqualTo(Failure.UNAUTHENTICATED);
    assertThat(await(here.services.list())).isEmpty();
    assertThat(failure(here.services.revoke(made.token().id()))).isEqualTo(Failure.NOT_FOUND);
    await(make("price-import"));
  }

  @Test
  void anExpiredUnknownOrMalformedTokenIsRefused() throws Exception {
    String text = await(make("price-import")).text();
    now = now.plus(Duration.ofDays(2));

    for (String token : new String[] {text, "srt_", "srt_" + "A".repeat(43), text + "A"}) {
      assertThat(failure(here.tokens.verify(token))).isEqualTo(Failure.UNAUTHENTICATED);
    }
  }

  @Test
  void aNameIsTakenOnceAndTheSecretIsNotStored() throws Exception {
    ServiceToken.Made made = await(make("price-import"));

    assertThat(failure(make("price-import"))).isEqualTo(Failure.CONFLICT);
    assertThat(made.toString()).doesNotContain(made.text());
    String row =
        await(postgres.query("SELECT t::text AS row FROM service_token t", Tuple.tuple()))
            .iterator()
            .next()
            .getString("row");
    assertThat(row).doesNotContain(made.text().substring(4));
  }

  private Future<ServiceToken.Made> make(String name) {
    return here.services.make(
        new ServiceToken.Wanted(
            name, Role.TRADER, "north", Set.of("market:write"), now.plus(Duration.ofDays(1))),
        "ann");
  }
}
