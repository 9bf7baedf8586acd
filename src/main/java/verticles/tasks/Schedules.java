package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.postgres.Postgres;

/**
 * Schedules, and the firing of what is due. Every node looks; the row of a fire and the step to the
 * next time are one statement, so that two nodes cannot fire the same. What was missed while nobody
 * looked fires once.
 */
final class Schedules {
  private static final Logger LOGGER = LoggerFactory.getLogger(Schedules.class);
  private static final int MOST_OF_AN_OWNER = 50;
  private static final String COLUMNS =
      "schedule_id, organisation, owner, role, name, type, payload, priority, cron, zone, next_at";

  private static final String SAVE =
      """
      INSERT INTO task_schedule AS s
        (organisation, owner, role, name, type, payload, priority, cron, zone, next_at, declared)
      SELECT $1::text, $2::text, $3::text, $4::text, $5::text, $6::jsonb, $7::smallint, $8::text, $9::text,
        $10::timestamptz, $11::bool
      WHERE (SELECT count(*) FROM task_schedule o
             WHERE o.organisation = $1::text AND o.owner = $2::text AND o.name <> $4::text) < $12::int
      ON CONFLICT (organisation, owner, name) DO UPDATE SET role = $3::text, type = $5::text, payload = $6::jsonb,
        priority = $7::smallint, cron = $8::text, zone = $9::text, declared = $11::bool,
        next_at = CASE WHEN s.cron = $8::text AND s.zone = $9::text THEN s.next_at ELSE $10::timestamptz END
      RETURNING next_at
      """;

  private final Postgres postgres;
  private final TaskTypes types;

  Schedules(Postgres postgres, TaskTypes types) {
    this.postgres = postgres;
    this.types = types;
  }

  private Future<Instant> now() {
    return postgres
        .query("SELECT clock_timestamp()", Tuple.tuple())
        .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
  }

  /** Saves a schedule; {@code declared} is true for those of the configuration. */
  Future<Schedule> save(Schedule schedule, boolean declared) {
    return now()
        .compose(
            now -> {
              types.check(request(schedule));
              Instant next =
                  Cron.of(schedule.cron(), schedule.timeZone(), now).after(now).orElseThrow();
              return postgres.query(SAVE, values(schedule, next, declared));
            })
        .map(
            saved -> {
              if (saved.size() == 0) {
                throw FailureException.of(
                    Failure.TOO_MANY,
                    "You have %d schedules; delete one first.".formatted(MOST_OF_AN_OWNER));
              }
              return new Schedule(
                  schedule.owner(),
                  schedule.name(),
                  schedule.type(),
                  schedule.payload(),
                  schedule.priority(),
                  schedule.cron(),
                  schedule.timeZone(),
                  Optional.of(saved.iterator().next().getOffsetDateTime(0).toInstant()));
            });
  }

  private static Tuple values(Schedule schedule, Instant next, boolean declared) {
    return Tuple.tuple()
        .addString(schedule.owner().organisation())
        .addString(schedule.owner().user())
        .addString(schedule.owner().role().label())
        .addString(schedule.name())
        .addString(schedule.type())
        .addJsonObject(schedule.payload())
        .addShort((short) schedule.priority().ordinal())
        .addString(schedule.cron())
        .addString(schedule.timeZone())
        .addOffsetDateTime(next.atOffset(ZoneOffset.UTC))
        .addBoolean(declared)
        .addInteger(declared ? Integer.MAX_VALUE : MOST_OF_AN_OWNER);
  }

  private static TaskRequest request(Schedule schedule) {
    return TaskRequest.now(schedule.owner(), schedule.type(), schedule.payload())
        .withPriority(schedule.priority());
  }

  /** The caller's own by name; an admin sees everybody's. */
  Future<List<Schedule>> list(Caller caller) {
    return postgres
        .query(
            "SELECT %s FROM task_schedule WHERE $1::text IS NULL OR (organisation = $2::text AND owner = $1::text) ORDER BY name, schedule_id"
                .formatted(COLUMNS),
            TaskRows.who(caller))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false).map(Schedules::schedule).toList());
  }

  /** Deletes one of the caller's own; fails with NOT_FOUND. */
  Future<Void> delete(Caller caller, String name) {
    return postgres
        .query(
            "DELETE FROM task_schedule WHERE organisation = $1::text AND owner = $2::text AND name = $3::text",
            Tuple.of(caller.organisation(), caller.user(), name))
        .compose(
            gone ->
                gone.rowCount() > 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        FailureException.of(
                            Failure.NOT_FOUND, "You have no schedule %s.".formatted(name))));
  }

  /** Forgets those of the configuration that it no longer names. */
  Future<Void> keepDeclared(Caller owner, List<String> names) {
    return postgres
        .query(
            "DELETE FROM task_schedule WHERE declared AND organisation = $1::text AND owner = $2::text AND name <> ALL ($3::text[])",
            Tuple.of(owner.organisation(), owner.user())
                .addArrayOfString(names.toArray(String[]::new)))
        .mapEmpty();
  }

  private static Schedule schedule(Row row) {
    return new Schedule(
        new Caller(
            row.getString("owner"),
            row.getString("organisation"),
            Role.of(row.getString("role")).orElse(Role.VIEWER)),
        row.getString("name"),
        row.getString("type"),
        row.getJsonObject("payload"),
        Priority.values()[row.getShort("priority")],
        row.getString("cron"),
        row.getString("zone"),
        Optional.ofNullable(row.getOffsetDateTime("next_at")).map(OffsetDateTime::toInstant));
  }

  /** Fires what is due; answers how many. It blocks. */
  int fireDue() {
    int fired = 0;
    var due =
        postgres
            .query(
                "SELECT %s, clock_timestamp() AS now FROM task_schedule WHERE next_at <= clock_timestamp() LIMIT 100"
                    .formatted(COLUMNS),
                Tuple.tuple())
            .await();
    for (Row row : due) {
      fired += fire(row) ? 1 : 0;
    }
    return fired;
  }

  private boolean fire(Row row) {
    Schedule schedule = schedule(row);
    OffsetDateTime at = row.getOffsetDateTime("next_at");
    Instant now = row.getOffsetDateTime("now").toInstant();
    Optional<Instant> next = Cron.of(schedule.cron(), schedule.timeZone()).after(now);
    Enqueue enqueue;
    try {
      enqueue = new Enqueue(request(schedule), types.check(request(schedule)), Integer.MAX_VALUE);
    } catch (FailureException refused) {
      LOGGER
          .atWarn()
          .addKeyValue("schedule", schedule.name())
          .addKeyValue("reason", refused.detail())
          .log("a schedule cannot fire");
      return false;
    }
    Tuple values =
        enqueue
            .parameters()
            .addInteger(row.getInteger("schedule_id"))
            .addOffsetDateTime(at)
            .addOffsetDateTime(next.map(time -> time.atOffset(ZoneOffset.UTC)).orElse(null));
    var task =
        postgres
            .query(
                "SELECT task_fire_schedule($13::int, $14::timestamptz, $15::timestamptz,"
                    + " $1::text, $2::text, $3::text, $4::smallint, $5::bigint, $6::jsonb, $7::bigint,"
                    + " $8::timestamptz, $9::text, $10::text, $11::text, $12::int)",
                values)
            .await();
    UUID made = task.iterator().next().getUUID(0);
    return made != null;
  }
}
