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
 */
public record SecurityConfig(
    @Between(min = "1m", max = "30d") Duration tokenLifetime,
    @Matching(value = "[!-~]{1,100}", form = "1 to 100 printable characters without spaces")
        String issuer,
    @Between(min = "0s", max = "10m") Duration rememberTokens) {}
