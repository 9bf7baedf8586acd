package verticles.notify;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import verticles.postgres.Postgres;

/** The kept notifications of the cluster, numbered without gaps in the order they were kept. */
final class NoticeLog {
  private static final String COLUMNS =
      "SELECT seq, at, topic, audience, type, key, payload::text FROM ";

  private final Postgres postgres;

  /**
   * How far the log goes.
   *
   * @param seq the newest number; 0 before the first
   * @param gone the newest number that is not kept any more
   */
  record Head(long seq, long gone) {}

  NoticeLog(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Numbers and keeps them; answers those that were not told before, in order. */
  Future<List<NotifyMessage.Entry>> append(List<Notice> notices) {
    return postgres
        .query(
            COLUMNS
                + "notification_append($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],"
                + " $6::text[]) ORDER BY seq",
            Tuple.tuple()
                .addArrayOfString(texts(notices, notice -> notice.topic().label()))
                .addArrayOfString(texts(notices, notice -> notice.audience().text()))
                .addArrayOfString(texts(notices, Notice::type))
                .addArrayOfString(texts(notices, Notice::key))
                .addArrayOfString(texts(notices, Notice::payload))
                .addArrayOfString(texts(notices, Notice::once)))
        .map(NoticeLog::entries);
  }

  private static String[] texts(List<Notice> notices, Function<Notice, String> text) {
    return notices.stream().map(text).toArray(String[]::new);
  }

  Future<Head> head() {
    return postgres
        .query("SELECT seq, gone FROM notification_head", Tuple.tuple())
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new Head(row.getLong(0), row.getLong(1));
            });
  }

  /** What comes after a number, for whomever it is; the first of them. */
  Future<List<NotifyMessage.Entry>> after(long seq, int most) {
    return postgres
        .query(
            COLUMNS + "notification WHERE seq > $1::bigint ORDER BY seq LIMIT $2::int",
            Tuple.of(seq, most))
        .map(NoticeLog::entries);
  }

  /** What comes after a number for one of these audiences; the first of them. */
  Future<List<NotifyMessage.Entry>> after(
      long seq, Collection<String> audiences, Collection<Topic> topics, int most) {
    return postgres
        .query(
            COLUMNS
                + "notification WHERE seq > $1::bigint AND audience = ANY($2::text[])"
                + " AND topic = ANY($3::text[]) ORDER BY seq LIMIT $4::int",
            Tuple.of(seq)
                .addArrayOfString(audiences.toArray(String[]::new))
                .addArrayOfString(labels(topics))
                .addInteger(most))
        .map(NoticeLog::entries);
  }

  /** The newest for these audiences, newest first. */
  Future<List<NotifyMessage.Entry>> newest(
      Collection<String> audiences, Collection<Topic> topics, int most) {
    return postgres
        .query(
            COLUMNS
                + "notification WHERE audience = ANY($1::text[]) AND topic = ANY($2::text[])"
                + " ORDER BY seq DESC LIMIT $3::int",
            Tuple.tuple()
                .addArrayOfString(audiences.toArray(String[]::new))
                .addArrayOfString(labels(topics))
                .addInteger(most))
        .map(NoticeLog::entries);
  }

  private static String[] labels(Collection<Topic> topics) {
    return topics.stream().map(Topic::label).toArray(String[]::new);
  }

  /** Forgets all but the newest; says in the head what is gone in the same statement. */
  Future<Void> forget(int keep, Duration keepFor) {
    return postgres
        .query(
            """
            WITH forgotten AS (
              DELETE FROM notification
              WHERE seq <= (SELECT seq FROM notification_head) - $1::bigint
                 OR at < clock_timestamp() - $2::bigint * interval '1 second'
              RETURNING seq)
            UPDATE notification_head
            SET gone = greatest(gone, (SELECT max(seq) FROM forgotten))
            WHERE EXISTS (SELECT FROM forgotten)
            """,
            Tuple.of((long) keep, keepFor.toSeconds()))
        .mapEmpty();
  }

  private static List<NotifyMessage.Entry> entries(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new NotifyMessage.Entry(
                    row.getLong(0),
                    row.getOffsetDateTime(1).toInstant(),
                    Topic.of(row.getString(2)).orElseThrow(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6)))
        .toList();
  }
}
