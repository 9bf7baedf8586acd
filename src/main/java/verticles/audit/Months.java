package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.Postgres;

/** The months of the log: made ahead, and dropped whole when they are over their time. */
final class Months {
  private static final Logger LOGGER = LoggerFactory.getLogger(Months.class);
  private static final DateTimeFormatter SUFFIX = DateTimeFormatter.ofPattern("uuuuMM");
  private static final int SUFFIX_LENGTH = 6;

  private final Postgres postgres;
  private final AuditTable table;
  private final AuditLog log;
  private final SealKey key;
  private final Duration keep;
  private final InstantSource clock;

  Months(Postgres postgres, AuditLog log, SealKey key, Duration keep, InstantSource clock) {
    this.postgres = postgres;
    this.table = new AuditTable(postgres);
    this.log = log;
    this.key = key;
    this.keep = keep;
    this.clock = clock;
  }

  static long number(Instant instant) {
    YearMonth month = YearMonth.from(instant.atOffset(ZoneOffset.UTC));
    return month.getYear() * 12L + month.getMonthValue();
  }

  /** Makes the month that comes and drops those that are over their time, oldest first. */
  Future<Void> tend() {
    return table
        .month(clock.instant().plus(Duration.ofDays(14)))
        .compose(made -> expired())
        .compose(
            months -> {
              Future<Void> dropped = Future.succeededFuture();
              for (YearMonth month : months) {
                dropped = dropped.compose(before -> drop(month));
              }
              return dropped;
            });
  }

  private Future<List<YearMonth>> expired() {
    YearMonth first = YearMonth.from(clock.instant().minus(keep).atOffset(ZoneOffset.UTC));
    return postgres
        .query(
            "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " WHERE i.inhparent = 'audit_event'::regclass ORDER BY c.relname",
            Tuple.tuple())
        .map(
            rows -> {
              List<YearMonth> months = new ArrayList<>();
              rows.forEach(
                  row -> {
                    String name = row.getString(0);
                    YearMonth month =
                        YearMonth.parse(name.substring(name.length() - SUFFIX_LENGTH), SUFFIX);
                    if (month.isBefore(first)) {
                      months.add(month);
                    }
                  });
              return months;
            });
  }

  /** First the note with which the chain goes on, then the tables; a crash between repeats both. */
  private Future<Void> drop(YearMonth month) {
    String suffix = SUFFIX.format(month);
    return table
        .rows(
            "WHERE e.recorded_at >= $1::timestamptz AND e.recorded_at < $2::timestamptz"
                + " ORDER BY e.seq DESC LIMIT 1",
            Tuple.of(
                month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC),
                month.plusMonths(1).atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC)))
        .compose(
            rows ->
                rows.isEmpty()
                    ? Future.succeededFuture(Optional.<Mark>empty())
                    : note(month, rows.getFirst().mark()).map(Optional::of))
        .compose(
            end ->
                postgres
                    .query("DROP TABLE IF EXISTS audit_detail_" + suffix, Tuple.tuple())
                    .compose(
                        gone ->
                            postgres.query(
                                "DROP TABLE IF EXISTS audit_event_" + suffix, Tuple.tuple()))
                    .onSuccess(gone -> tell(month, end)))
        .mapEmpty();
  }

  private Future<Mark> note(YearMonth month, Mark end) {
    return postgres
        .query(
            "INSERT INTO audit_dropped (month, last_seq, hash, recorded_at, key_id, seal)"
                + " VALUES ($1::date, $2::bigint, $3::bytea, $4::timestamptz, $5::bytea, $6::bytea)"
                + " ON CONFLICT DO NOTHING",
            Tuple.of(month.atDay(1), end.seq(), end.hash())
                .addOffsetDateTime(end.recordedAt().atOffset(ZoneOffset.UTC))
                .addBuffer(key.id())
                .addBuffer(DroppedMonth.sealed(end, key)))
        .map(noted -> end);
  }

  private void tell(YearMonth month, Optional<Mark> end) {
    LOGGER
        .atInfo()
        .addKeyValue("month", month)
        .addKeyValue("lastRow", end.map(Mark::seq).orElse(0L))
        .log("a month of the audit log is over its time and was dropped");
    end.ifPresent(
        mark ->
            log.record(
                AuditEvent.done(
                        clock.instant(), AuditEvent.Who.SERVER, "dropAuditMonth", "audit/" + month)
                    .after(
                        new JsonObject()
                            .put("lastRow", mark.seq())
                            .put("hash", Hex.of(mark.hash())))));
  }
}
