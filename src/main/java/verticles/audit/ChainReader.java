package verticles.audit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import verticles.postgres.Postgres;

/** Reads the chain of PostgreSQL. */
final class ChainReader implements AuditReader {
  static final int OF_ONE = 10_000;
  private static final int EXPORTED = 1000;
  private static final long MOST_CHECKED = 100_000;

  private final Postgres postgres;
  private final AuditTable table;
  private final Verifier verifier;
  private final Progress progress;

  ChainReader(Postgres postgres, Verifier verifier, Progress progress) {
    this.postgres = postgres;
    this.table = new AuditTable(postgres);
    this.verifier = verifier;
    this.progress = progress;
  }

  @Override
  public Future<AuditPage> page(AuditQuery query) {
    List<String> conditions = new ArrayList<>();
    Tuple parameters = Tuple.tuple();
    add(conditions, parameters, query.actor(), "a.name = %s::text");
    add(conditions, parameters, query.operation(), "e.operation = %s::text");
    add(conditions, parameters, query.subject(), "starts_with(d.subject, %s::text)");
    query
        .outcome()
        .ifPresent(outcome -> add(conditions, parameters, outcome.name(), "e.outcome = %s::text"));
    query.from().ifPresent(from -> add(conditions, parameters, from, "e.recorded_at >= "));
    query.to().ifPresent(to -> add(conditions, parameters, to, "e.recorded_at < "));
    if (query.before() > 0) {
      parameters.addLong(query.before());
      conditions.add("e.seq < $%d::bigint".formatted(parameters.size()));
    }
    String where = conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    parameters.addInteger(query.limit() + 1);
    String rest = "%s ORDER BY e.seq DESC LIMIT $%d::int".formatted(where, parameters.size());
    return progress
        .goOn()
        .compose(checked -> table.rows(rest, parameters))
        .map(rows -> page(rows, query.limit()));
  }

  private static void add(
      List<String> conditions, Tuple parameters, String value, String condition) {
    if (!value.isEmpty()) {
      parameters.addString(value);
      conditions.add(condition.formatted("$" + parameters.size()));
    }
  }

  private static void add(
      List<String> conditions, Tuple parameters, Instant value, String condition) {
    parameters.addOffsetDateTime(value.atOffset(ZoneOffset.UTC));
    conditions.add(condition + "$" + parameters.size() + "::timestamptz");
  }

  private AuditPage page(List<ChainRow> rows, int limit) {
    List<AuditEntry> items = rows.stream().limit(limit).map(Entries::of).toList();
    long next = rows.size() > limit ? items.getLast().seq() : 0;
    return new AuditPage(items, next, progress.verifiedTo(), progress.broken());
  }

  @Override
  public Future<Verification> verify(long from, long to) {
    return verifier.verify(from, to, MOST_CHECKED).onSuccess(progress::learn);
  }

  @Override
  public Future<Export> export(long after, Instant from, Instant to) {
    return table
        .rows(
            "WHERE e.seq > $1::bigint AND e.recorded_at >= $2::timestamptz"
                + " AND e.recorded_at < $3::timestamptz ORDER BY e.seq LIMIT $4::int",
            Tuple.of(after, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), EXPORTED))
        .map(
            rows ->
                new Export(
                    rows.stream().map(Entries::line).toList(),
                    rows.isEmpty() ? after : rows.getLast().seq(),
                    rows.size() < EXPORTED));
  }

  @Override
  public Future<List<AuditEntry>> of(String actor) {
    return table
        .rows("WHERE a.name = $1::text ORDER BY e.seq DESC LIMIT $2::int", Tuple.of(actor, OF_ONE))
        .map(rows -> rows.stream().map(Entries::of).toList());
  }

  @Override
  public Future<Long> erase(String actor) {
    return postgres
        .query("SELECT audit_erase($1::text)", Tuple.of(actor))
        .map(rows -> Optional.ofNullable(rows.iterator().next().getLong(0)).orElse(0L));
  }
}
