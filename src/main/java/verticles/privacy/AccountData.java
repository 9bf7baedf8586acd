package verticles.privacy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import verticles.audit.AuditEvent;
import verticles.audit.AuditLog;
import verticles.audit.AuditReader;
import verticles.postgres.Postgres;

/** All that is stored about somebody: handed out, or erased. */
public final class AccountData {
  private final TableData tables;
  private final List<PersonalData> apart;
  private final AuditLog log;
  private final Function<String, Future<Void>> signOut;
  private final InstantSource clock;

  /**
   * The data of the register's tables and of rooms with data of their own.
   *
   * @param apart handed out and erased too, after the tables; the audit log comes by itself, last
   * @param signOut ends every session and token of somebody; called before he is erased
   */
  public AccountData(
      Postgres postgres,
      AuditLog log,
      AuditReader reader,
      List<PersonalData> apart,
      Function<String, Future<Void>> signOut,
      InstantSource clock) {
    this.tables = new TableData(postgres, Register.TABLES);
    this.apart = new ArrayList<>(apart);
    this.apart.add(new AuditedData(reader));
    this.log = log;
    this.signOut = signOut;
    this.clock = clock;
  }

  /** Everything stored about somebody, by the table or room that keeps it. */
  public Future<JsonObject> export(String user) {
    JsonObject document =
        new JsonObject().put("user", user).put("generatedAt", clock.instant().toString());
    JsonObject data = new JsonObject();
    Future<Void> read =
        tables
            .export(user)
            .map(
                found -> {
                  found.forEach(data::put);
                  return null;
                });
    for (PersonalData room : apart) {
      read =
          read.compose(before -> room.export(user))
              .map(
                  rows -> {
                    data.put(room.name(), rows);
                    return null;
                  });
    }
    return read.map(done -> document.put("data", data));
  }

  /**
   * Erases somebody. It is taken down before, or not done; it may be repeated after a failure.
   *
   * @return how many rows it concerned, by the table or room that kept them
   */
  public Future<Map<String, Long>> erase(AuditEvent.Who by, String user, String requestId) {
    AuditEvent asked =
        AuditEvent.done(clock.instant(), by, "eraseAccount", "account/" + user).request(requestId);
    Map<String, Long> erased = new LinkedHashMap<>();
    Future<Void> done =
        log.write(asked)
            .compose(taken -> signOut.apply(user))
            .compose(out -> tables.erase(user))
            .map(
                rows -> {
                  erased.putAll(rows);
                  return null;
                });
    for (PersonalData room : apart) {
      done =
          done.compose(before -> room.erase(user))
              .map(
                  rows -> {
                    erased.put(room.name(), rows);
                    return null;
                  });
    }
    return done.map(
        all -> {
          tell(erased);
          return erased;
        });
  }

  /** Without the name: the row before it lost its own. */
  private void tell(Map<String, Long> erased) {
    JsonObject rows = new JsonObject();
    erased.forEach(rows::put);
    log.record(
        AuditEvent.done(clock.instant(), AuditEvent.Who.SERVER, "accountErased", "erasure")
            .after(new JsonObject().put("rows", rows)));
  }

  /** Deletes what is over its time; answers how many rows. */
  Future<Long> sweep() {
    return tables.sweep(clock.instant());
  }
}
