package verticles.notify;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import verticles.postgres.Postgres;
import verticles.privacy.PersonalData;

/** What was told to somebody alone, handed out and erased with the rest about them. */
public final class NotificationData implements PersonalData {
  private final Postgres postgres;

  /** The notifications in that database. */
  public NotificationData(Postgres postgres) {
    this.postgres = postgres;
  }

  @Override
  public String name() {
    return "notification";
  }

  @Override
  public Future<JsonArray> export(String user) {
    return postgres
        .query(
            "SELECT json_build_object('seq', seq, 'at', at, 'topic', topic, 'type', type,"
                + " 'payload', payload)::text FROM notification WHERE audience = $1 ORDER BY seq",
            Tuple.of(audience(user)))
        .map(
            rows -> {
              JsonArray all = new JsonArray();
              rows.forEach(row -> all.add(new JsonObject(row.getString(0))));
              return all;
            });
  }

  @Override
  public Future<Long> erase(String user) {
    return postgres
        .query("DELETE FROM notification WHERE audience = $1", Tuple.of(audience(user)))
        .map(deleted -> (long) deleted.rowCount());
  }

  private static String audience(String user) {
    return Audience.user(user).text();
  }
}
