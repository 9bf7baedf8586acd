package verticles.security;

import java.time.Duration;
import verticles.config.Between;
import verticles.config.Matching;

/**
 * The {@code security} section.
 *
 * @param tokenLifetime how long a token issued at sign-in is good for
 * @param issuer the {@code iss} claim; tokens of another issuer are refused, so all nodes of a
 *     cluster use the same one
 * @param rememberTokens how long a verified token is not verified again; 0 verifies it every time
 * @param sessionLifetime after which one has to sign in again, however busy the session was
 * @param sessionIdle after which a session ends that nobody used
 * @param refreshGrace how long the refresh token before the present one is still answered, with the
 *     present one: two tabs may come at the same time
 * @param secureCookies whether cookies are marked Secure although this node does not speak TLS,
 *     because a proxy before it does
 * @param recentProof for how long a password or passkey that was shown counts, where an operation
 *     asks for a recent proof of who one is
 */
public record SecurityConfig(
    @Between(min = "1m", max = "30d") Duration tokenLifetime,
    @Matching(value = "[!-~]{1,100}", form = "1 to 100 printable characters without spaces")
        String issuer,
    @Between(min = "0s", max = "10m") Duration rememberTokens,
    @Between(min = "5m", max = "366d") Duration sessionLifetime,
    @Between(min = "5m", max = "366d") Duration sessionIdle,
    @Between(min = "0s", max = "1m") Duration refreshGrace,
    boolean secureCookies,
    @Between(min = "30s", max = "1d") Duration recentProof) {

  /** With sessions as they are by default. */
  public SecurityConfig(Duration tokenLifetime, String issuer, Duration rememberTokens) {
    this(
        tokenLifetime,
        issuer,
        rememberTokens,
        Duration.ofDays(30),
        Duration.ofDays(7),
        Duration.ofSeconds(10),
        false,
        Duration.ofMinutes(10));
  }
}
