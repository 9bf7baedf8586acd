package verticles.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Issues, forges and shows tokens. */
final class TokenDesk {
  static final Caller ANN = new Caller("ann", "north", Role.TRADER);
  static final SecurityConfig CONFIG =
      new SecurityConfig(Duration.ofHours(1), "spinreserve", Duration.ofMinutes(1));

  Instant now = Instant.parse("2026-11-20T12:00:00Z");
  final InstantSource clock = () -> now;
  final SigningKeys keys;
  final Tokens tokens;

  TokenDesk(Path data) {
    keys = SigningKeys.open(data);
    tokens = new Tokens(keys, KeyRing.alone(keys), CONFIG, clock);
  }

  JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm)
        .type(TokenCheck.TYPE)
        .keyID(keys.pair().getKeyID())
        .build();
  }

  JWTClaimsSet.Builder claims() {
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

  String signed(JWTClaimsSet.Builder claims) throws Exception {
    return sign(header(JWSAlgorithm.ES256), claims.build(), new ECDSASigner(keys.pair()));
  }

  static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) throws Exception {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  VerifiedToken accepted(String token) {
    Future<VerifiedToken> verified = tokens.verify(token);
    assertThat(verified.cause()).isNull();
    return verified.result();
  }

  String refused(String token) {
    Throwable cause = tokens.verify(token).cause();
    assertThat(cause).isInstanceOf(FailureException.class);
    assertThat(((FailureException) cause).failure()).isEqualTo(Failure.UNAUTHENTICATED);
    return ((FailureException) cause).detail();
  }
}
