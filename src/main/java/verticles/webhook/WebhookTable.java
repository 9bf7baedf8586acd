package verticles.webhook;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/** The table of webhooks; every statement names the organisation that it is about. */
record WebhookTable(Postgres postgres) {
  private static final String INSERT =
      """
      INSERT INTO webhook (webhook_id, organisation, name, url, sealed, created_by)
      SELECT $1::uuid, $2::text, $3::text, $4::text, $5::bytea, $6::text
      WHERE (SELECT count(*) FROM webhook WHERE organisation = $2::text) < $7::int
      ON CONFLICT (organisation, name) DO NOTHING RETURNING\s""";

  private static final String UPDATE =
      """
      UPDATE webhook SET url = $2::text, changed_at = clock_timestamp()
      WHERE webhook_id = $1::uuid RETURNING\s""";

  /** Nobody else has changed the secrets since they were read. */
  private static final String REPLACE =
      """
      UPDATE webhook SET url = $2::text, sealed = $3::bytea, changed_at = clock_timestamp(),
        previous_until = clock_timestamp() + $5::bigint * interval '1 second'
      WHERE webhook_id = $1::uuid AND sealed = $4::bytea RETURNING\s""";

  private static final String DELETE =
      "DELETE FROM webhook WHERE organisation = $1::text AND name = $2::text RETURNING ";

  Future<List<WebhookRow>> list(String organisation) {
    return query(
            "SELECT "
                + WebhookRow.COLUMNS
                + " FROM webhook WHERE organisation = $1::text ORDER BY name",
            Tuple.of(organisation))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(WebhookRow::of).toList());
  }

  Future<Optional<WebhookRow>> find(String organisation, String name) {
    return first(
        "SELECT "
            + WebhookRow.COLUMNS
            + " FROM webhook WHERE organisation = $1::text AND name = $2::text",
        Tuple.of(organisation, name));
  }

  /** Empty when there is one of that name, or there are too many. */
  Future<Optional<WebhookRow>> insert(
      UUID id, Caller owner, String name, String url, byte[] sealed, int most) {
    return first(
        INSERT + WebhookRow.COLUMNS,
        Tuple.of(id, owner.organisation(), name, url)
            .addBuffer(Buffer.buffer(sealed))
            .addString(owner.user())
            .addInteger(most));
  }

  /** Empty when it is gone. */
  Future<Optional<WebhookRow>> update(WebhookRow row, String url) {
    return first(UPDATE + WebhookRow.COLUMNS, Tuple.of(row.id(), url));
  }

  /** Empty when it is gone, or its secrets have changed meanwhile. */
  Future<Optional<WebhookRow>> replace(
      WebhookRow row, String url, byte[] sealed, Duration bothCount) {
    return first(
        REPLACE + WebhookRow.COLUMNS,
        Tuple.of(row.id(), url)
            .addBuffer(Buffer.buffer(sealed))
            .addBuffer(Buffer.buffer(row.sealed()))
            .addLong(bothCount.toSeconds()));
  }

  Future<Optional<WebhookRow>> delete(String organisation, String name) {
    return first(DELETE + WebhookRow.COLUMNS, Tuple.of(organisation, name));
  }

  private Future<Optional<WebhookRow>> first(String sql, Tuple parameters) {
    return query(sql, parameters)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).findFirst().map(WebhookRow::of));
  }

  private Future<RowSet<Row>> query(String sql, Tuple parameters) {
    return postgres.query(sql, parameters);
  }
}
