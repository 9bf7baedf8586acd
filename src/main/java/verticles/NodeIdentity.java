package verticles;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import verticles.bus.Bus;
import verticles.http.IdentityServices;
import verticles.postgres.Postgres;
import verticles.security.AccountDesk;
import verticles.security.Accounts;
import verticles.security.KeyRing;
import verticles.security.KeyRotation;
import verticles.security.Proofs;
import verticles.security.RevocationTable;
import verticles.security.Revocations;
import verticles.security.SecurityConfig;
import verticles.security.ServiceTokens;
import verticles.security.Sessions;
import verticles.security.SigningKeyList;
import verticles.security.SigningKeys;
import verticles.security.Tokens;
import verticles.security.Upkeep;

/** How a node knows who is asking. */
record NodeIdentity(Tokens tokens, Accounts accounts, IdentityServices services) {

  /** Opens it step by step; what is revoked is known before anybody is let in. */
  record Opening(
      SecurityConfig settings,
      Path data,
      Vertx vertx,
      Bus bus,
      String node,
      Postgres postgres,
      Ladder ladder,
      InstantSource clock) {

    NodeIdentity open() throws Exception {
      SigningKeys keys = SigningKeys.open(data);
      KeyRing ring = KeyRing.shared(keys, postgres, clock);
      ladder.climb("signing keys", () -> ring.join(node).await());
      KeyRotation rotation = new KeyRotation(keys, ring, postgres, settings, node, clock);
      ladder.climb("key rotation", () -> rotation.start(vertx), vertx::cancelTimer);
      Tokens tokens = new Tokens(keys, ring, settings, clock);
      Revocations revocations = new Revocations(tokens, new RevocationTable(postgres), bus);
      ladder.climb("revocations", () -> revocations.start(vertx).await(), vertx::cancelTimer);
      ladder.climb("upkeep", () -> new Upkeep(postgres, settings).start(vertx), vertx::cancelTimer);
      ServiceTokens services = new ServiceTokens(postgres, revocations, clock);
      tokens.accept(services);
      Accounts accounts = new Accounts(vertx, postgres, clock);
      Sessions sessions = new Sessions(postgres, tokens, revocations, settings, clock);
      AccountDesk desk =
          new AccountDesk(postgres, accounts, sessions, revocations, settings, clock);
      return new NodeIdentity(
          tokens,
          accounts,
          new IdentityServices(
              desk,
              sessions,
              new Proofs(postgres, settings, clock),
              revocations,
              services,
              new SigningKeyList(postgres),
              settings));
    }
  }
}
