package verticles.security;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import verticles.bus.Bus;
import verticles.postgres.Postgres;

/**
 * What a node knows about identity, without the rest of it. Two of them on one database and no
 * common bus are a cluster in which every announcement is lost.
 */
final class IdentityNode implements AutoCloseable {
  static final SecurityConfig CONFIG =
      new SecurityConfig(Duration.ofMinutes(15), "spinreserve", Duration.ofMinutes(1));

  final SigningKeys keys;
  final KeyRing ring;
  final KeyRotation rotation;
  final Tokens tokens;
  final Revocations revocations;
  final Accounts accounts;
  final Sessions sessions;
  final Proofs proofs;
  final AccountDesk desk;
  final ServiceTokens services;

  private final Vertx alone = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

  /** A node whose bus reaches nobody else. */
  IdentityNode(Vertx vertx, Postgres postgres, InstantSource clock, Path data) {
    Bus bus = new Bus(alone, "alone").carry(SecurityMessage.class);
    keys = SigningKeys.open(data);
    ring = KeyRing.shared(keys, postgres, clock);
    rotation = new KeyRotation(keys, ring, postgres, CONFIG, data.getFileName().toString(), clock);
    tokens = new Tokens(keys, ring, CONFIG, clock);
    revocations = new Revocations(tokens, new RevocationTable(postgres), bus);
    accounts = new Accounts(vertx, postgres, clock);
    sessions = new Sessions(postgres, tokens, revocations, CONFIG, clock);
    proofs = new Proofs(postgres, CONFIG, clock);
    desk = new AccountDesk(postgres, accounts, sessions, revocations, CONFIG, clock);
    services = new ServiceTokens(postgres, revocations, clock);
    tokens.accept(services);
  }

  @Override
  public void close() {
    alone.close();
  }

  /** Passwords compared with a hash so far. */
  long checks() {
    return accounts.passwords().checks();
  }
}
