package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;
import verticles.postgres.PostgresTarget;

class TokensTest {
  private static final Caller ANN = new Caller("ann", "north", Role.TRADER);
  private static final SecurityConfig CONFIG =
      new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));

  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private final InstantSource clock = () -> now;
  private SigningKeys keys;
  private Tokens tokens;

  @BeforeEach
  void open(@TempDir Path data) {
    keys = SigningKeys.open(data);
    tokens = new Tokens(keys, KeyRing.alone(keys), CONFIG, clock);
  }

  @Test
  void anIssuedTokenNamesItsCallerAgain() {
    VerifiedToken verified = accepted(tokens.issue(ANN).text());

    assertThat(verified.caller()).isEqualTo(ANN);
    assertThat(verified.expiresAt()).isEqualTo(now.plus(Duration.ofHours(1)));
  }

  @Test
  void theKeyIsKeptAndOnlyItsOwnerCanReadIt(@TempDir Path data) throws Exception {
    Path file = data.resolve("keys/signing-key.json");

    SigningKeys made = SigningKeys.open(data);

    assertThat(SigningKeys.open(data).publicKey()).isEqualTo(made.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("keys"))))
        .isEqualTo("rwx------");
  }

  @Test
  void aTokenOfAnotherKeyIsRefused(@TempDir Path elsewhere) {
    SigningKeys others = SigningKeys.open(elsewhere);
    String token = new Tokens(others, KeyRing.alone(others), CONFIG, clock).issue(ANN).text();

    assertThat(refused(token)).isEqualTo("The token is signed by an unknown key.");
  }

  @Test
  void aTokenThatBorrowsOurKeyIdIsRefused(@TempDir Path elsewhere) throws Exception {
    JWSSigner signer = new ECDSASigner(SigningKeys.open(elsewhere).pair());

    String token = sign(header(JWSAlgorithm.ES256), claims().build(), signer);

    assertThat(refused(token)).isEqualTo("The signature of the token is wrong.");
  }

  @Test
  void anExpiredTokenIsRefusedAlsoWhenItIsRemembered() {
    String token = tokens.issue(ANN, Duration.ofSeconds(40)).text();
    accepted(token);
    assertThat(tokens.remembered(token)).isNotNull();

    now = now.plusSeconds(40);

    assertThat(tokens.remembered(token)).isNull();
    assertThat(refused(token)).isEqualTo("The token expired at 2026-11-20T12:00:40Z.");
  }

  @Test
  void aTokenIsVerifiedAgainWhenItWasRememberedForLong() {
    String token = tokens.issue(ANN).text();
    accepted(token);

    now = now.plusSeconds(61);

    assertThat(tokens.remembered(token)).isNull();
    assertThat(accepted(token).trustedUntilMillis()).isEqualTo(now.plusSeconds(60).toEpochMilli());
  }

  @Test
  void algorithmNoneIsRefused() {
    String payload = tokens.issue(ANN).text().split("\\.")[1];
    String header = base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}");

    assertThat(refused(header + "." + payload)).contains("not three parts");
    assertThat(refused(header + "." + payload + ".")).contains("not a signed token");
    assertThat(refused(header + "." + payload + ".AAAA")).contains("not a signed token");
  }

  @Test
  void hmacWithThePublicKeyAsItsSecretIsRefused() throws Exception {
    JWSSigner signer =
        new MACSigner(keys.publicKey().toJSONString().getBytes(StandardCharsets.UTF_8));

    String token = sign(header(JWSAlgorithm.HS256), claims().build(), signer);

    assertThat(refused(token)).isEqualTo("The token is not signed with ES256.");
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

    String token = sign(header, claims().build(), new ECDSASigner(attacker.pair()));

    assertThat(refused(token)).isEqualTo("The token is signed by an unknown key.");
  }

  @Test
  void aTamperedPayloadIsRefused() {
    String[] parts = tokens.issue(ANN).text().split("\\.");
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("trader", "admin");

    assertThat(refused(parts[0] + "." + base64(payload) + "." + parts[2]))
        .isEqualTo("The signature of the token is wrong.");
  }

  @Test
  void everyClaimIsRequired() throws Exception {
    assertThat(refused(signed(claims().expirationTime(null)))).contains("'exp'");
    assertThat(refused(signed(claims().notBeforeTime(null)))).contains("'nbf'");
    assertThat(refused(signed(claims().audience((String) null)))).contains("'aud'");
    assertThat(refused(signed(claims().issuer(null)))).contains("'iss'");
    assertThat(refused(signed(claims().issueTime(null)))).contains("'iat'");
    assertThat(refused(signed(claims().subject(null)))).contains("'sub'");
    assertThat(refused(signed(claims().jwtID(null)))).contains("'jti'");
    assertThat(refused(signed(claims().claim("role", null)))).contains("'role'");
    assertThat(refused(signed(claims().claim("role", "root")))).contains("unknown role");
    assertThat(refused(signed(claims().claim("role", 7)))).contains("cannot be read");
    assertThat(refused(signed(claims().audience("another")))).contains("another audience");
    assertThat(refused(signed(claims().issuer("another")))).contains("another issuer");
    assertThat(refused(signed(claims().notBeforeTime(Date.from(now.plusSeconds(60))))))
        .contains("not valid yet");
    assertThat(refused(signed(claims().issueTime(Date.from(now.plusSeconds(60))))))
        .contains("not valid yet");
    assertThat(accepted(signed(claims())).caller()).isEqualTo(new Caller("ann", "", Role.ADMIN));
  }

  @Test
  void aKeyIdThatIsNoThumbprintIsNotLookedFor() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    Tokens shared = new Tokens(keys, KeyRing.shared(keys, counting(looks), clock), CONFIG, clock);
    for (String kid :
        new String[] {
          "../../etc/passwd", "' OR 1=1 --", "http://attacker.example/key", "", "A".repeat(44)
        }) {
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenCheck.TYPE).keyID(kid).build();

      String token = sign(header, claims().build(), new ECDSASigner(keys.pair()));
      assertThat(refused(token)).isEqualTo("The token is signed by an unknown key.");
      shared.verify(token);
      assertThat(looks).as(kid).hasValue(0);
    }
    JWSHeader possible =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(TokenCheck.TYPE)
            .keyID("A".repeat(43))
            .build();

    shared.verify(sign(possible, claims().build(), new ECDSASigner(keys.pair())));

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
  void aTokenOfAnEndedSessionIsRefusedAndThoseOfOthersAreNot() {
    String ended = tokens.issue(ANN, new SessionMark("session-1", 3)).text();
    String other = tokens.issue(ANN, new SessionMark("session-2", 3)).text();
    VerifiedToken kept = accepted(ended);

    tokens.revoke(
        new SecurityMessage.Revoked(
            SecurityMessage.Kind.SESSION, "session-1", 0, now.plusSeconds(3600)));

    assertThat(tokens.remembered(ended)).isNull();
    assertThat(tokens.isRevoked(kept)).isTrue();
    assertThat(refused(ended)).isEqualTo("The token was signed out.");
    assertThat(accepted(other).session()).contains(new SessionMark("session-2", 3));
  }

  @Test
  void whatAnAccountWasGrantedBeforeAChangeIsRefused() {
    String before = tokens.issue(ANN, new SessionMark("session-1", 3)).text();
    String after = tokens.issue(ANN, new SessionMark("session-1", 4)).text();
    String ofOther =
        tokens
            .issue(new Caller("bob", "north", Role.TRADER), new SessionMark("session-2", 3))
            .text();
    String ofNoAccount = tokens.issue(ANN).text();
    accepted(before);

    tokens.revoke(
        new SecurityMessage.Revoked(SecurityMessage.Kind.ACCOUNT, "ann", 4, now.plusSeconds(3600)));

    assertThat(refused(before)).isEqualTo("The token was signed out.");
    accepted(after);
    accepted(ofOther);
    accepted(ofNoAccount);
  }

  @Test
  void aRevocationIsForgottenWhenAllThatItConcernsHasExpired() {
    String token = tokens.issue(ANN, Duration.ofSeconds(40)).text();
    VerifiedToken verified = accepted(token);
    tokens.revoke(SecurityMessage.Revoked.token(verified.id(), verified.expiresAt()));

    now = now.plusSeconds(40);
    tokens.forgetExpired();

    assertThat(tokens.isRevoked(verified)).isFalse();
    assertThat(refused(token)).contains("expired");
  }

  @Test
  void aTokenOfAnotherTypeOrWithoutKeyIdIsRefused() throws Exception {
    JWSSigner signer = new ECDSASigner(keys.pair());
    JWSHeader idToken =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(keys.pair().getKeyID())
            .build();
    JWSHeader nameless = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TokenCheck.TYPE).build();

    assertThat(refused(sign(idToken, claims().build(), signer))).contains("not an access token");
    assertThat(refused(sign(nameless, claims().build(), signer))).contains("does not name its key");
  }

  @Test
  void garbageAndOversizedTextsAreRefused() {
    assertThat(refused("")).contains("not three parts");
    assertThat(refused("a.b.c")).contains("not a signed token");
    assertThat(refused("x".repeat(4097))).contains("longer than 4096");
  }

  @Test
  void aSignedOutTokenIsRefused() {
    String token = tokens.issue(ANN).text();
    VerifiedToken verified = accepted(token);

    tokens.revoke(SecurityMessage.Revoked.token(verified.id(), verified.expiresAt()));

    assertThat(refused(token)).isEqualTo("The token was signed out.");
  }

  private JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm)
        .type(TokenCheck.TYPE)
        .keyID(keys.pair().getKeyID())
        .build();
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("spinreserve")
        .audience("spinreserve")
        .subject("ann")
        .jwtID("1")
        .issueTime(Date.from(now))
        .notBeforeTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("role", "admin");
  }

  private String signed(JWTClaimsSet.Builder claims) throws Exception {
    return sign(header(JWSAlgorithm.ES256), claims.build(), new ECDSASigner(keys.pair()));
  }

  private static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws Exception {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private VerifiedToken accepted(String token) {
    Future<VerifiedToken> verified = tokens.verify(token);
    assertThat(verified.cause()).isNull();
    return verified.result();
  }

  private String refused(String token) {
    Throwable cause = tokens.verify(token).cause();
    assertThat(cause).isInstanceOf(FailureException.class);
    assertThat(((FailureException) cause).failure()).isEqualTo(Failure.UNAUTHENTICATED);
    return ((FailureException) cause).detail();
  }
}
