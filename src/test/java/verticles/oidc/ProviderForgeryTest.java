package verticles.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.oidc.TokenGate.base64;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;

/** Each way to forge a provider's token. */
class ProviderForgeryTest {
  private final TokenGate gate = new TokenGate();
  private final HandProvider by = gate.by;

  @Test
  void anUnsignedTokenIsRefusedAlsoWhenTheProviderShowsNoUsableKey() {
    String claims = base64(by.claims().build().toString());
    String none = base64("{\"alg\":\"none\",\"kid\":\"first\"}");
    by.keys = JsonObject.of("keys", JsonArray.of(JsonObject.of("kty", "quantum", "kid", "first")));

    assertThat(gate.failure(none + "." + claims).detail()).contains("not three parts");
    assertThat(gate.failure(none + "." + claims + ".").detail()).contains("not a signed token");
    assertThat(gate.failure(none + "." + claims + ".AAAA").detail()).contains("not a signed token");
    assertThat(gate.failure(HandProvider.sign(by.claims())).failure())
        .isEqualTo(Failure.UNAVAILABLE);
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

      assertThat(gate.failure(jwt.serialize()).detail()).contains("not signed with an algorithm");
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

    assertThat(gate.failure(HandProvider.sign(by.claims())).detail()).contains("another algorithm");
    assertThat(gate.accepted(pss).caller().user()).isEqualTo("oidc:importer");
  }

  @Test
  void anEllipticSignatureIsNotCheckedByAnRsaKey() {
    String[] parts = HandProvider.sign(by.claims()).split("\\.");
    String header = base64("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"first\"}");

    assertThat(gate.failure(header + "." + parts[1] + "." + parts[2]).detail())
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

    assertThat(gate.failure(HandProvider.sign(own, carried, by.claims())).detail())
        .contains("signature of the token is wrong");
    assertThat(gate.failure(HandProvider.sign(own, pointed, by.claims())).detail())
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

      assertThat(gate.failure(HandProvider.sign(HandProvider.FIRST, header, by.claims())).detail())
          .as(kid)
          .contains("unknown key");
    }
    for (String kid : new String[] {null, "", " ", "k".repeat(201)}) {
      JWSHeader header = HandProvider.header(JWSAlgorithm.RS256, kid).build();

      assertThat(gate.failure(HandProvider.sign(HandProvider.FIRST, header, by.claims())).detail())
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

    assertThat(gate.failure(HandProvider.sign(HandProvider.FIRST, critical, by.claims())).detail())
        .contains("extensions");
    assertThat(gate.failure(HandProvider.sign(HandProvider.FIRST, logout, by.claims())).detail())
        .contains("not an access token");
  }
}
