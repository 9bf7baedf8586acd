package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.security.TokenDesk.ANN;
import static verticles.security.TokenDesk.CONFIG;
import static verticles.security.TokenDesk.base64;
import static verticles.security.TokenDesk.sign;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

/** Each way to forge a token. */
class TokenForgeryTest {
  private TokenDesk desk;

  @BeforeEach
  void open(@TempDir Path data) {
    desk = new TokenDesk(data);
  }

  @Test
  void aTokenOfAnotherKeyIsRefused(@TempDir Path elsewhere) {
    SigningKeys others = SigningKeys.open(elsewhere);
    String token = new Tokens(others, KeyRing.alone(others), CONFIG, desk.clock).issue(ANN).text();

    assertThat(desk.refused(token)).isEqualTo("The token is signed by an unknown key.");
  }

  @Test
  void aTokenThatBorrowsOurKeyIdIsRefused(@TempDir Path elsewhere) throws Exception {
    JWSSigner signer = new ECDSASigner(SigningKeys.open(elsewhere).pair());

    String token = sign(desk.header(JWSAlgorithm.ES256), desk.claims().build(), signer);

    assertThat(desk.refused(token)).isEqualTo("The signature of the token is wrong.");
  }

  @Test
  void algorithmNoneIsRefused() {
    String payload = desk.tokens.issue(ANN).text().split("\\.")[1];
    String header = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");

    assertThat(desk.refused(header + "." + payload)).contains("not three parts");
    assertThat(desk.refused(header + "." + payload + ".")).contains("not a signed token");
    assertThat(desk.refused(header + "." + payload + ".AAAA")).contains("not a signed token");
  }

  @Test
  void hmacWithThePublicKeyAsItsSecretIsRefused() throws Exception {
    JWSSigner signer =
        new MACSigner(desk.keys.publicKey().toJSONString().getBytes(StandardCharsets.UTF_8));

    String token = sign(desk.header(JWSAlgorithm.HS256), desk.claims().build(), signer);

    assertThat(desk.refused(token)).isEqualTo("The token is not signed with ES256.");
  }

  @Test
  void aTokenThatBringsItsOwnKeyIsRefused(@TempDir Path elsewhere) throws Exception {
    SigningKeys attacker = SigningKeys.open(elsewhere);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(TokenCheck.TYPE)
            .jwk(attacker.publicKey())
            .keyID(attacker.publicKey().getKeyID())
            .build();

    String token = sign(header, desk.claims().build(), new ECDSASigner(attacker.pair()));

    assertThat(desk.refused(token)).isEqualTo("The token is signed by an unknown key.");
  }

  @Test
  void aTamperedPayloadIsRefused() {
    String[] parts = desk.tokens.issue(ANN).text().split("\\.");
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("trader", "admin");

    assertThat(desk.refused(parts[0] + "." + base64(payload) + "." + parts[2]))
        .isEqualTo("The signature of the token is wrong.");
  }

  @Test
  void everyClaimIsRequired() throws Exception {
    assertThat(desk.refused(desk.signed(desk.claims().expirationTime(null)))).contains("'exp'");
    assertThat(desk.refused(desk.signed(desk.claims().notBeforeTime(null)))).contains("'nbf'");
    assertThat(desk.refused(desk.signed(desk.claims().audience((String) null)))).contains("'aud'");
    assertThat(desk.refused(desk.signed(desk.claims().issuer(null)))).contains("'iss'");
    assertThat(desk.refused(desk.signed(desk.claims().issueTime(null)))).contains("'iat'");
    assertThat(desk.refused(desk.signed(desk.claims().subject(null)))).contains("'sub'");
    assertThat(desk.refused(desk.signed(desk.claims().jwtID(null)))).contains("'jti'");
    assertThat(desk.refused(desk.signed(desk.claims().claim("role", null)))).contains("'role'");
    assertThat(desk.refused(desk.signed(desk.claims().claim("role", "root"))))
        .contains("unknown role");
    assertThat(desk.refused(desk.signed(desk.claims().claim("role", 7))))
        .contains("cannot be read");
    assertThat(desk.refused(desk.signed(desk.claims().audience("another"))))
        .contains("another audience");
    assertThat(desk.refused(desk.signed(desk.claims().issuer("another"))))
        .contains("another issuer");
    assertThat(
            desk.refused(
                desk.signed(desk.claims().notBeforeTime(Date.from(desk.now.plusSeconds(60))))))
        .contains("not valid yet");
    assertThat(
            desk.refused(desk.signed(desk.claims().issueTime(Date.from(desk.now.plusSeconds(60))))))
        .contains("not valid yet");
    assertThat(desk.accepted(desk.signed(desk.claims())).caller())
        .isEqualTo(new Caller("ann", "", Role.ADMIN));
  }

  @Test
  void aKeyIdThatIsNoThumbprintIsNotLookedFor() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Tokens shared =
        new Tokens(
            desk.keys, KeyRing.shared(desk.keys, counting(looks), desk.clock), CONFIG, desk.clock);
    for (String kid :
        new String[] {
          "../../etc/passwd", "' OR 1=1 --", "http://attacker.example/key", "", "A".repeat(44)
        }) {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenCheck.TYPE).keyID(kid).build();

      String token = sign(header, desk.claims().build(), new ECDSASigner(desk.keys.pair()));
      assertThat(desk.refused(token)).isEqualTo("The token is signed by an unknown key.");
      shared.verify(token);
      assertThat(looks).as(kid).hasValue(0);
    }
    JWSHeader possible =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(TokenCheck.TYPE)
            .keyID("A".repeat(43))
            .build();

    shared.verify(sign(possible, desk.claims().build(), new ECDSASigner(desk.keys.pair())));

    assertThat(looks).hasValue(1);
  }

  /** A database that is away, and counts how often it was asked. */
  private static Postgres counting(AtomicInteger looks) {
    return new Postgres() {
      @Override
      public Future<RowSet<Row>> query(String sql, Tuple parameters, Duration deadline) {
        looks.incrementAndGet();
        return Future.failedFuture("away");
      }

      @Override
      public Future<RowSet<Row>> query(String sql, Tuple parameters) {
        return query(sql, parameters, Duration.ZERO);
      }

      @Override
      public PostgresTarget target() {
        throw new AssertionError("nobody asks where it is");
      }
    };
  }

  @Test
  void aTokenOfAnotherTypeOrWithoutKeyIdIsRefused() throws Exception {
    JWSSigner signer = new ECDSASigner(desk.keys.pair());
    JWSHeader idToken =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(desk.keys.pair().getKeyID())
            .build();
    JWSHeader nameless = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenCheck.TYPE).build();

    assertThat(desk.refused(sign(idToken, desk.claims().build(), signer)))
        .contains("not an access token");
    assertThat(desk.refused(sign(nameless, desk.claims().build(), signer)))
        .contains("does not name its key");
  }

  @Test
  void garbageAndOversizedTextsAreRefused() {
    assertThat(desk.refused("")).contains("not three parts");
    assertThat(desk.refused("a.b.c")).contains("not a signed token");
    assertThat(desk.refused("x".repeat(4097))).contains("longer than 4096");
  }
}
