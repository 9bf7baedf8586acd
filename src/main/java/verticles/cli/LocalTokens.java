package verticles.cli;

import java.time.Duration;
import java.time.InstantSource;
import verticles.NodeConfig;
import verticles.identity.Caller;
import verticles.security.AccessToken;
import verticles.security.KeyRing;
import verticles.security.SigningKeys;
import verticles.security.Tokens;

/** Tokens made from the key of the data folder, without a running node. */
final class LocalTokens {
  private LocalTokens() {}

  static AccessToken issue(NodeConfig config, Caller caller, Duration lifetime) {
    SigningKeys keys = SigningKeys.open(config.node().data());
    AccessToken token =
        new Tokens(keys, KeyRing.alone(keys), config.security(), InstantSource.system())
            .issue(caller, lifetime);
    // when the key is replaced, it goes on verifying until then
    keys.issuedUntil(token.expiresAt());
    return token;
  }
}
