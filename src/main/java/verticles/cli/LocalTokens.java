package verticles.cli;

import java.time.Duration;
import java.time.InstantSource;
import verticles.NodeConfig;
import verticles.identity.Caller;
import verticles.security.KeyRing;
import verticles.security.SigningKeys;
import verticles.security.Tokens;

/** Tokens made from the key of the data folder, without a running node. */
final class LocalTokens {
  private LocalTokens() {}

  static String issue(NodeConfig config, Caller caller, Duration lifetime) {
    SigningKeys keys = SigningKeys.open(config.node().data());
    return new Tokens(keys, KeyRing.alone(keys), config.security(), InstantSource.system())
        .issue(caller, lifetime)
        .text();
  }
}
