package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import verticles.postgres.Postgres;

/** The chain in PostgreSQL. */
final class AuditTable {
  /** The end of the chain, and the time of the database when it was read. */
  record Head(Mark mark, Instant now) {}

  private static final String APPEND =
      """
      WITH moved AS (
        UPDATE audit_head SET seq = $3::bigint, hash = $4::bytea, recorded_at = $5::timestamptz
        WHERE seq = $1::bigint AND hash = $2::bytea RETURNING seq),
      details AS (
        INSERT INTO audit_detail (seq, recorded_at, salt, subject, address, before, after)
        SELECT d.* FROM unnest($6::bigint[], $7::timestamptz[], $17::bytea[], $18::text[], $19::text[],
                                $20::text[], $21::text[]) AS d
        WHERE EXISTS (SELECT FROM moved))
      INSERT INTO audit_event (seq, recorded_at, at, actor, organisation, operation, outcome, payload, hash,
                               key_id, seal)
      SELECT e.* FROM unnest($6::bigint[], $7::timestamptz[], $8::timestamptz[], $9::bytea[], $10::text[],
                             $11::text[], $12::text[], $13::bytea[], $14::bytea[], $15::bytea[],
                             $16::bytea[]) AS e
      WHERE EXISTS (SELECT FROM moved)
      """;

  private final Postgres postgres;

  AuditTable(Postgres postgres) {
    this.postgres = postgres;
  }

  Future<Head> head() {
    return postgres
        .query("SELECT seq, hash, recorded_at, clock_timestamp() FROM audit_head", Tuple.tuple())
        .map(rows -> rows.iterator().next())
        .map(row -> new Head(mark(row), instant(row, 3)));
  }

  private static Mark mark(Row row) {
    return new Mark(row.getLong(0), row.getBuffer(1), instant(row, 2));
  }

  /** Makes the tables of a month unless they are there. */
  Future<Void> month(Instant moment) {
    return postgres
        .query("SELECT audit_month($1::timestamptz)", Tuple.of(moment.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** The pseudonym of each name, made for those that have none. */
  Future<Map<String, Buffer>> pseudonyms(Collection<String> names) {
    if (names.isEmpty()) {
      return Future.succeededFuture(Map.of());
    }
    // always in the same order, or two nodes that add the same names wait for each other
    List<ChainRow.Actor> actors =
        names.stream().sorted().map(name -> new ChainRow.Actor(Digests.salt(), name)).toList();
    String[] sorted = actors.stream().map(ChainRow.Actor::name).toArray(String[]::new);
    return postgres
        .query(
            """
            INSERT INTO audit_actor (pseudonym, salt, name)
            SELECT a.* FROM unnest($1::bytea[], $2::bytea[], $3::text[]) AS a (pseudonym, salt, name)
            WHERE NOT EXISTS (SELECT FROM audit_actor known WHERE known.name = a.name)
            ON CONFLICT DO NOTHING
            """,
            Tuple.tuple()
                .addArrayOfBuffer(buffers(actors, ChainRow.Actor::pseudonym))
                .addArrayOfBuffer(buffers(actors, ChainRow.Actor::salt))
                .addArrayOfString(sorted))
        .compose(
            added ->
                postgres.query(
                    "SELECT name, pseudonym FROM audit_actor WHERE name = ANY ($1::text[])",
                    Tuple.tuple().addArrayOfString(sorted)))
        .map(
            rows -> {
              Map<String, Buffer> found = new HashMap<>();
              rows.forEach(row -> found.put(row.getString(0), row.getBuffer(1)));
              return found;
            });
  }

  private static <T> Buffer[] buffers(List<T> items, Function<T, Buffer> field) {
    return items.stream().map(field).toArray(Buffer[]::new);
  }

  private static <T> String[] texts(List<T> items, Function<T, String> field) {
    return items.stream().map(field).toArray(String[]::new);
  }

  private static OffsetDateTime[] times(List<ChainRow> rows, Function<ChainRow, Instant> field) {
    return rows.stream()
        .map(row -> field.apply(row).atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  /** Appends rows behind {@code before}; false when the chain does not end there any more. */
  Future<Boolean> append(Mark before, List<ChainRow> rows) {
    Mark after = rows.getLast().mark();
    List<Detail> details = rows.stream().map(row -> row.detail().orElseThrow()).toList();
    Tuple parameters =
        Tuple.of(before.seq(), before.hash(), after.seq(), after.hash())
            .addOffsetDateTime(after.recordedAt().atOffset(ZoneOffset.UTC))
            .addArrayOfLong(rows.stream().map(ChainRow::seq).toArray(Long[]::new))
            .addArrayOfOffsetDateTime(times(rows, row -> row.columns().recordedAt()))
            .addArrayOfOffsetDateTime(times(rows, row -> row.columns().at()))
            .addArrayOfBuffer(buffers(rows, row -> row.columns().actor()))
            .addArrayOfString(texts(rows, row -> row.columns().organisation()))
            .addArrayOfString(texts(rows, row -> row.columns().operation()))
            .addArrayOfString(texts(rows, row -> row.columns().outcome()))
            .addArrayOfBuffer(buffers(rows, ChainRow::payload))
            .addArrayOfBuffer(buffers(rows, ChainRow::hash))
            .addArrayOfBuffer(buffers(rows, ChainRow::keyId))
            .addArrayOfBuffer(buffers(rows, ChainRow::seal))
            .addArrayOfBuffer(buffers(details, Detail::salt))
            .addArrayOfString(texts(details, Detail::subject))
            .addArrayOfString(texts(details, Detail::address))
            .addArrayOfString(texts(details, Detail::before))
            .addArrayOfString(texts(details, Detail::after));
    return postgres.query(APPEND, parameters).map(done -> done.rowCount() == rows.size());
  }

  /** Whether the chain has exactly that row. */
  Future<Boolean> has(Mark mark) {
    return postgres
        .query(
            "SELECT FROM audit_event WHERE seq = $1::bigint AND hash = $2::bytea",
            Tuple.of(mark.seq(), mark.hash()))
        .map(rows -> rows.size() > 0);
  }

  /** Where the rows that are still kept begin: behind the last month that was dropped. */
  Future<DroppedMonth> start() {
    return postgres
        .query(
            "SELECT last_seq, hash, recorded_at, key_id, seal FROM audit_dropped"
                + " ORDER BY last_seq DESC LIMIT 1",
            Tuple.tuple())
        .map(rows -> rows.size() == 0 ? DroppedMonth.NONE : dropped(rows.iterator().next()));
  }

  private static DroppedMonth dropped(Row row) {
    return new DroppedMonth(mark(row), row.getBuffer(3), row.getBuffer(4));
  }

  /** The rows behind a number in their order. */
  Future<List<ChainRow>> after(long seq, int most) {
    // the details too begin there: a join would read them from the oldest on, for each page
    return rows(
        "AND d.seq > $1::bigint",
        "WHERE e.seq > $1::bigint ORDER BY e.seq LIMIT $2::int",
        Tuple.of(seq, most));
  }

  /** Rows by the rest of a statement, where e is the event, d its detail and a its actor. */
  Future<List<ChainRow>> rows(String rest, Tuple parameters) {
    return rows("", rest, parameters);
  }

  private Future<List<ChainRow>> rows(String details, String rest, Tuple parameters) {
    return postgres
        .query(
            """
            SELECT e.seq, e.recorded_at, e.at, e.actor, e.organisation, e.operation, e.outcome, e.payload, e.hash,
                   e.key_id, e.seal, d.salt, d.subject, d.address, d.before, d.after, a.salt, a.name
            FROM audit_event e
            LEFT JOIN audit_detail d ON d.seq = e.seq AND d.recorded_at = e.recorded_at %s
            LEFT JOIN audit_actor a ON a.pseudonym = e.actor
            """
                    .formatted(details)
                + rest,
            parameters)
        .map(AuditTable::rows);
  }

  private static List<ChainRow> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(AuditTable::row).toList();
  }

  private static ChainRow row(Row row) {
    @Nullable Buffer salt = row.getBuffer(11);
    @Nullable Buffer actorSalt = row.getBuffer(16);
    return new ChainRow(
        row.getLong(0),
        new ChainRow.Columns(
            instant(row, 1),
            instant(row, 2),
            row.getBuffer(3),
            row.getString(4),
            row.getString(5),
            row.getString(6)),
        row.getBuffer(7),
        row.getBuffer(8),
        row.getBuffer(9),
        row.getBuffer(10),
        Optional.ofNullable(salt)
            .map(
                there ->
                    new Detail(
                        there,
                        row.getString(12),
                        row.getString(13),
                        row.getString(14),
                        row.getString(15))),
        Optional.ofNullable(actorSalt).map(there -> new ChainRow.Actor(there, row.getString(17))));
  }

  private static Instant instant(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }
}
