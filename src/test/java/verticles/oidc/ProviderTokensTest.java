package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.security.VerifiedToken;

/** What services may send, and each way to forge it. */
class ProviderTokensTest {
  private final HandProvider by = new HandProvider();
  private final Provider provider = by.provider();
  private final ProviderTokens tokens = by.tokens(provider);

  @Test
  void aTokenOfTheProviderIsAcceptedWithItsMappedRole() {
    String token = HandProvider.sign(by.claims());

    VerifiedToken verified = accepted(token);

    assertThat(verified.caller()).isEqualTo(new Caller("oidc:importer", "north", Role.TRADER));
    assertThat(verified.id()).isEqualTo("oidc:1");
    assertThat(verified.expiresAt()).isEqualTo(by.clock.instant().plusSeconds(300));
    assertThat(by.asked("/jwks")).isEqualTo(1);
  }

  @Test
  void onlyTokensThatNameTheProviderAreItsBusiness() {
    assertThat(tokens.recognises(HandProvider.sign(by.claims()))).isTrue();
    assertThat(tokens.recognises(HandProvider.sign(by.claims().issuer("spinreserve")))).isFalse();
    assertThat(tokens.recognises(HandProvider.sign(by.claims().issuer(null)))).isFalse();
    for (String text : new String[] {"", "a", "a.b", "a.b.c", "..", "a.!!.c", "a.W10.c"}) {
      assertThat(tokens.recognises(text)).as(text).isFalse();
    }
  }

  @Test
  void everyClaimIsRequiredAndChecked() {
    assertThat(refused(by.claims().expirationTime(null))).contains("no claim 'exp'");
    assertThat(refused(by.claims().expirationTime(Date.from(by.clock.instant()))))
        .contains("expired");
    assertThat(refused(by.claims().issueTime(null))).contains("no claim 'iat'");
    assertThat(refused(by.claims().issueTime(in(60)))).contains("not valid yet");
    assertThat(refused(by.claims().notBeforeTime(in(60)))).contains("not valid yet");
    assertThat(refused(by.claims().issuer(null))).contains("another issuer");
    assertThat(refused(by.claims().issuer(HandProvider.ISSUER + "/"))).contains("another issuer");
    assertThat(refused(by.claims().audience((String) null))).contains("another audience");
    assertThat(refused(by.claims().audience("desk"))).contains("another audience");
    assertThat(refused(by.claims().subject(null))).contains("no claim 'sub'");
    assertThat(refused(by.claims().claim("exp", "soon"))).contains("cannot be read");
  }

  @Test
  void whoHasNoRoleHereIsNotLetIn() {
    for (Object roles : new Object[] {List.of("others"), "other", 7, List.of(1, 2), Map.of()}) {
      String token = HandProvider.sign(by.claims().claim("roles", roles));

      assertThat(failure(token).failure()).as("%s", roles).isEqualTo(Failure.FORBIDDEN);
    }
  }

  @Test
  void anUnsignedTokenIsRefusedAlsoWhenTheProviderShowsNoUsableKey() {
    String claims = base64(by.claims().build().toString());
    String none = base64("{\"alg\":\"none\",\"kid\":\"first\"}");
    by.keys = JsonObject.of("keys", JsonArray.of(JsonObject.of("kty", "quantum", "kid", "first")));

    assertThat(failure(none + "." + claims).detail()).contains("not three parts");
    assertThat(failure(none + "." + claims + ".").detail()).contains("not a signed token");
    assertThat(failure(none + "." + claims + ".AAAA").detail()).contains("not a signed token");
    assertThat(failure(HandProvider.sign(by.claims())).failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void hmacWithThePublicKeyAsItsSecretIsRefused() throws Exception {
    for (String secret :
        List.of(
            HandProvider.FIRST.toPublicJWK().toJSONString(),
            "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                    .encodeToString(HandProvider.FIRST.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----")) {
      SignedJWT jwt =
          new SignedJWT(
              HandProvider.header(JWSAlgorithm.HS256, "first").build(), by.claims().build());
      jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));

      assertThat(failure(jwt.serialize()).detail()).contains("not signed with an algorithm");
    }
  }

  @Test
  void theKeyDecidesWhichAlgorithmFitsIt() {
    by.keys =
        HandProvider.shown(
            new RSAKey.Builder(HandProvider.FIRST).algorithm(JWSAlgorithm.PS256).build());
    String pss =
        HandProvider.sign(
            HandProvider.FIRST,
            HandProvider.header(JWSAlgorithm.PS256, "first").build(),
            by.claims());

    assertThat(failure(HandProvider.sign(by.claims())).detail()).contains("another algorithm");
    assertThat(accepted(pss).caller().user()).isEqualTo("oidc:importer");
  }

  @Test
  void anEllipticSignatureIsNotCheckedByAnRsaKey() {
    String[] parts = HandProvider.sign(by.claims()).split("\\.");
    String header = base64("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}");

    assertThat(failure(header + "." + parts[1] + "." + parts[2]).detail())
        .contains("signature of the token is wrong");
  }

  @Test
  void keysThatTheTokenBringsOrPointsToAreIgnored() {
    RSAKey own = new RSAKey.Builder(HandProvider.SECOND).keyUse(KeyUse.SIGNATURE).build();
    JWSHeader carried =
        HandProvider.header(JWSAlgorithm.RS256, "first").jwk(own.toPublicJWK()).build();
    JWSHeader pointed =
        HandProvider.header(JWSAlgorithm.RS256, "evil")
            .jwkURL(URI.create("https://evil.example/jwks"))
            .x509CertURL(URI.create("https://evil.example/pem"))
            .build();

    assertThat(failure(HandProvider.sign(own, carried, by.claims())).detail())
        .contains("signature of the token is wrong");
    assertThat(failure(HandProvider.sign(own, pointed, by.claims())).detail())
        .contains("unknown key");
    assertThat(by.requests).allMatch(request -> request.address().getHost().equals("id.example"));
  }

  @Test
  void aKeyIdIsANameAndNothingElse() {
    for (String kid :
        new String[] {
          "../../etc/passwd",
          "first' OR '1'='1",
          "https://evil.example/jwks",
          "first\u0000",
          "FIRST"
        }) {
      JWSHeader header = HandProvider.header(JWSAlgorithm.RS256, kid).build();

      assertThat(failure(HandProvider.sign(HandProvider.FIRST, header, by.claims())).detail())
          .as(kid)
          .contains("unknown key");
    }
    for (String kid : new String[] {null, "", " ", "k".repeat(201)}) {
      JWSHeader header = HandProvider.header(JWSAlgorithm.RS256, kid).build();

      assertThat(failure(HandProvider.sign(HandProvider.FIRST, header, by.claims())).detail())
          .contains("does not name its key");
    }
    assertThat(by.asked("/jwks")).isEqualTo(2);
  }

  @Test
  void criticalExtensionsAndOtherTypesAreRefused() {
    JWSHeader critical =
        HandProvider.header(JWSAlgorithm.RS256, "first")
            .criticalParams(Set.of("b64"))
            .base64URLEncodePayload(true)
            .build();
    JWSHeader logout =
        HandProvider.header(JWSAlgorithm.RS256, "first")
            .type(new JOSEObjectType("logout+jwt"))
            .build();

    assertThat(failure(HandProvider.sign(HandProvider.FIRST, critical, by.claims())).detail())
        .contains("extensions");
    assertThat(failure(HandProvider.sign(HandProvider.FIRST, logout, by.claims())).detail())
        .contains("not an access token");
  }

  @Test
  void anIdTokenIsNoAccessToken() {
    assertThat(refused(by.idClaims(SignInAttempt.begin()))).contains("another audience");
  }

  @Test
  void aFloodOfInventedKeyIdsAsksTheProviderOnceAMinute() {
    accepted(HandProvider.sign(by.claims()));
    String[] parts = HandProvider.sign(by.claims()).split("\\.");
    for (int i = 0; i < 1000; i++) {
      String header = base64("{\"alg\":\"RS256\",\"kid\":\"k%d\"}".formatted(i));
      assertThat(failure(header + "." + parts[1] + "." + parts[2]).detail())
          .contains("unknown key");
    }
    assertThat(by.asked("/jwks")).isEqualTo(2);

    by.clock.pass(Duration.ofSeconds(60));
    failure(
        HandProvider.sign(
            HandProvider.FIRST,
            HandProvider.header(JWSAlgorithm.RS256, "again").build(),
            by.claims()));

    assertThat(by.asked("/jwks")).isEqualTo(3);
  }

  @Test
  void aNewKeyIsFoundAtOnce() {
    accepted(HandProvider.sign(by.claims()));
    by.keys = HandProvider.shown(HandProvider.FIRST, HandProvider.SECOND);

    assertThat(accepted(HandProvider.sign(HandProvider.SECOND, by.claims()))).isNotNull();
  }

  @Test
  void aKeyThatTheProviderTookBackIsRefusedAfterTenMinutes() {
    accepted(HandProvider.sign(by.claims()));
    by.keys = HandProvider.shown(HandProvider.SECOND);
    accepted(HandProvider.sign(by.claims()));

    by.clock.pass(Duration.ofMinutes(10));

    assertThat(refused(by.claims())).contains("unknown key");
  }

  @Test
  void theLastGoodKeysStayWhileTheProviderIsDownOrTalksNonsense() {
    accepted(HandProvider.sign(by.claims()));
    by.down = true;
    by.clock.pass(Duration.ofMinutes(30));
    accepted(HandProvider.sign(by.claims()));
    by.down = false;
    by.keys = JsonObject.of("keys", new JsonArray());
    by.clock.pass(Duration.ofMinutes(30));

    accepted(HandProvider.sign(by.claims()));
  }

  @Test
  void aProviderThatIsDownIsAskedEveryFiveSecondsAndUsedWhenItIsBack() {
    by.down = true;
    for (int i = 0; i < 100; i++) {
      assertThat(failure(HandProvider.sign(by.claims())).failure()).isEqualTo(Failure.UNAVAILABLE);
    }
    assertThat(by.requests).hasSize(1);

    by.down = false;
    by.clock.pass(Duration.ofSeconds(5));

    accepted(HandProvider.sign(by.claims()));
  }

  @Test
  void anOversizedTokenIsRefusedBeforeItIsRead() {
    String token = HandProvider.sign(by.claims().claim("padding", "x".repeat(9000)));

    assertThat(failure(token).detail()).contains("longer than");
    assertThat(by.requests).isEmpty();
  }

  private Date in(long seconds) {
    return Date.from(by.clock.instant().plusSeconds(seconds));
  }

  private VerifiedToken accepted(String token) {
    var verified = tokens.verify(token);
    assertThat(verified.cause()).isNull();
    return verified.result();
  }

  private String refused(JWTClaimsSet.Builder claims) {
    FailureException failure = failure(HandProvider.sign(claims));
    assertThat(failure.failure()).isEqualTo(Failure.UNAUTHENTICATED);
    return failure.detail();
  }

  private FailureException failure(String token) {
    Throwable cause = tokens.verify(token).cause();
    assertThat(cause).isInstanceOf(FailureException.class);
    return (FailureException) cause;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
