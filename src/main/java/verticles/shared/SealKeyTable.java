package verticles.shared;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.config.Secret;
import verticles.postgres.Postgres;
import verticles.secret.Vault;

/**
 * The keys of all nodes: those of the configuration, or those of a table, where the first node to
 * start has put one. The two newest are live.
 */
public final class SealKeyTable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SealKeyTable.class);
  private static final long LOOK_AGAIN_NANOS = 5_000_000_000L;
  private static final String NAME = "seal_key/";
  private static final String PUT =
      "INSERT INTO seal_key (generation, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
  private static final String NEWEST =
      "SELECT generation, sealed FROM seal_key WHERE sealed IS NOT NULL"
          + " ORDER BY generation DESC LIMIT 2";
  private static final String PLAIN =
      "SELECT generation, secret FROM seal_key WHERE secret IS NOT NULL";
  private static final String SEAL =
      "UPDATE seal_key SET sealed = $2, secret = NULL WHERE generation = $1 AND secret IS NOT NULL";

  private final Postgres postgres;
  private final Vault vault;
  private final boolean configured;
  private final AtomicLong looked = new AtomicLong(System.nanoTime());
  private volatile SealKeys keys;

  private SealKeyTable(Postgres postgres, Vault vault, SealKeys keys, boolean configured) {
    this.postgres = postgres;
    this.vault = vault;
    this.keys = keys;
    this.configured = configured;
  }

  /**
   * The keys of the configuration, else of the database, which is given one when it has none.
   *
   * @param vault what the keys are sealed with in the database
   * @return fails when the database is needed and cannot be asked, and with CONFLICT when its keys
   *     are sealed with another master key
   */
  public static Future<SealKeyTable> open(Postgres postgres, Vault vault, SharedConfig config) {
    List<SealKey> written =
        Stream.of(config.key(), config.previousKey())
            .map(Secret::reveal)
            .filter(text -> !text.isEmpty())
            .map(text -> SealKey.of(Base64.getDecoder().decode(text)))
            .toList();
    if (!written.isEmpty()) {
      return Future.succeededFuture(new SealKeyTable(postgres, vault, new SealKeys(written), true));
    }
    return sealPlain(postgres, vault)
        .compose(done -> postgres.query(PUT, fresh(vault, 1)))
        .compose(made -> newest(postgres, vault))
        .map(found -> new SealKeyTable(postgres, vault, found.keys(), false));
  }

  /** Earlier versions kept the keys in clear text. */
  private static Future<Void> sealPlain(Postgres postgres, Vault vault) {
    return postgres
        .query(PLAIN, Tuple.tuple())
        .compose(
            rows -> {
              List<Future<?>> sealing = new ArrayList<>();
              for (Row row : rows) {
                int generation = row.getInteger("generation");
                byte[] secret = row.getBuffer("secret").getBytes();
                sealing.add(postgres.query(SEAL, row(vault, generation, secret)));
                LOGGER
                    .atWarn()
                    .addKeyValue("generation", generation)
                    .log("a key of the shared tier was kept in clear text and is sealed now");
              }
              return Future.all(sealing).mapEmpty();
            });
  }

  private static Tuple fresh(Vault vault, int generation) {
    byte[] secret = new byte[SealKey.BYTES];
    new SecureRandom().nextBytes(secret);
    return row(vault, generation, secret);
  }

  private static Tuple row(Vault vault, int generation, byte[] secret) {
    return Tuple.of(generation, Buffer.buffer(vault.seal(NAME + generation, secret)));
  }

  private record Newest(int generation, SealKeys keys) {}

  private static Future<Newest> newest(Postgres postgres, Vault vault) {
    return postgres.query(NEWEST, Tuple.tuple()).map(rows -> read(rows, vault));
  }

  private static Newest read(RowSet<Row> rows, Vault vault) {
    List<SealKey> found = new ArrayList<>();
    int newest = 0;
    for (Row row : rows) {
      int generation = row.getInteger("generation");
      newest = Math.max(newest, generation);
      found.add(SealKey.of(vault.open(NAME + generation, row.getBuffer("sealed").getBytes())));
    }
    return new Newest(newest, new SealKeys(found));
  }

  SealKeys keys() {
    return keys;
  }

  /**
   * Adds a key, which seals from now on; the one before it stays live and the one before that is
   * forgotten by and by. Other nodes learn it when they meet a value sealed with it.
   *
   * @return fails when the keys are those of the configuration
   */
  public Future<Void> rotate() {
    if (configured) {
      return Future.failedFuture(
          new IllegalStateException("the keys are in the configuration: change cache.shared.key"));
    }
    return newest(postgres, vault)
        .compose(found -> postgres.query(PUT, fresh(vault, found.generation() + 1)))
        .compose(made -> newest(postgres, vault))
        .onSuccess(found -> keys = found.keys())
        .mapEmpty();
  }

  /** A value was sealed with a key that is not known here: it may be a new one. */
  void missed() {
    long last = looked.get();
    long now = System.nanoTime();
    if (configured || now - last < LOOK_AGAIN_NANOS || !looked.compareAndSet(last, now)) {
      return;
    }
    newest(postgres, vault)
        .onSuccess(found -> keys = found.keys())
        .onFailure(
            thrown ->
                LOGGER
                    .atWarn()
                    .addKeyValue("reason", thrown.getMessage())
                    .log("the keys of the shared tier could not be looked up"));
  }
}
