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

/**
 * The keys of all nodes: those of the configuration, or those of a table, where the first node to
 * start has put one. The two newest are live.
 */
public final class SealKeyTable {
  private static final Logger LOGGER = LoggerFactory.getLogger(SealKeyTable.class);
  private static final long LOOK_AGAIN_NANOS = 5_000_000_000L;
  private static final String NEXT =
      """
      INSERT INTO seal_key (generation, secret)
      SELECT coalesce(max(generation), 0) + 1, $1::bytea FROM seal_key
      ON CONFLICT DO NOTHING""";
  private static final String FIRST =
      "INSERT INTO seal_key (generation, secret) VALUES (1, $1::bytea) ON CONFLICT DO NOTHING";
  private static final String NEWEST =
      "SELECT secret FROM seal_key ORDER BY generation DESC LIMIT 2";

  private final Postgres postgres;
  private final boolean configured;
  private final AtomicLong looked = new AtomicLong(System.nanoTime());
  private volatile SealKeys keys;

  private SealKeyTable(Postgres postgres, SealKeys keys, boolean configured) {
    this.postgres = postgres;
    this.keys = keys;
    this.configured = configured;
  }

  /**
   * The keys of the configuration, else of the database, which is given one when it has none.
   *
   * @return fails when the database is needed and cannot be asked
   */
  public static Future<SealKeyTable> open(Postgres postgres, SharedConfig config) {
    List<SealKey> written =
        Stream.of(config.key(), config.previousKey())
            .map(Secret::reveal)
            .filter(text -> !text.isEmpty())
            .map(text -> SealKey.of(Base64.getDecoder().decode(text)))
            .toList();
    if (!written.isEmpty()) {
      return Future.succeededFuture(new SealKeyTable(postgres, new SealKeys(written), true));
    }
    return postgres
        .query(FIRST, Tuple.of(fresh()))
        .compose(made -> newest(postgres))
        .map(keys -> new SealKeyTable(postgres, keys, false));
  }

  private static Buffer fresh() {
    byte[] secret = new byte[SealKey.BYTES];
    new SecureRandom().nextBytes(secret);
    return Buffer.buffer(secret);
  }

  private static Future<SealKeys> newest(Postgres postgres) {
    return postgres.query(NEWEST, Tuple.tuple()).map(SealKeyTable::read);
  }

  private static SealKeys read(RowSet<Row> rows) {
    List<SealKey> found = new ArrayList<>();
    rows.forEach(row -> found.add(SealKey.of(row.getBuffer("secret").getBytes())));
    return new SealKeys(found);
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
    return postgres
        .query(NEXT, Tuple.of(fresh()))
        .compose(made -> newest(postgres))
        .onSuccess(found -> keys = found)
        .mapEmpty();
  }

  /** A value was sealed with a key that is not known here: it may be a new one. */
  void missed() {
    long last = looked.get();
    long now = System.nanoTime();
    if (configured || now - last < LOOK_AGAIN_NANOS || !looked.compareAndSet(last, now)) {
      return;
    }
    newest(postgres)
        .onSuccess(found -> keys = found)
        .onFailure(
            thrown ->
                LOGGER
                    .atWarn()
                    .addKeyValue("reason", thrown.getMessage())
                    .log("the keys of the shared tier could not be looked up"));
  }
}
