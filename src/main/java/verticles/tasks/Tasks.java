package verticles.tasks;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import verticles.bus.Bus;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.identity.Caller;
import verticles.postgres.Postgres;

/** Takes tasks in, shows them and ends them. Safe to call from every thread. */
public final class Tasks {
  private final Postgres postgres;
  private final TaskTypes types;
  private final Schedules schedules;
  private final TaskRows rows;
  private final TaskNumbers numbers;
  private final News news;
  private final Bus bus;
  private final int mostWaiting;

  Tasks(
      Postgres postgres,
      TaskTypes types,
      Schedules schedules,
      News news,
      Bus bus,
      int mostWaiting) {
    this.postgres = postgres;
    this.types = types;
    this.schedules = schedules;
    this.rows = new TaskRows(postgres);
    this.numbers = new TaskNumbers(postgres);
    this.news = news;
    this.bus = bus;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Takes a task in.
   *
   * @return fails with BAD_REQUEST for an unknown type, a payload that is not what its schema says,
   *     or an instant that is over; FORBIDDEN; TOO_LARGE; CONFLICT when the key was used with
   *     another body; TOO_MANY when its owner has too many waiting
   */
  public Future<Enqueued> enqueue(TaskRequest request) {
    return checked(request)
        .compose(enqueue -> postgres.query(Enqueue.SQL, enqueue.parameters()).map(enqueue::answer))
        .onSuccess(
            done -> {
              news.wake();
              if (done.how() == Enqueued.How.MADE) {
                news.stands(TaskNews.made(request, done.id()));
              }
            });
  }

  /**
   * Takes a task in as a part of what that connection's transaction does: both are kept, or
   * neither. It is noticed within a second after the commit.
   */
  public Future<Enqueued> enqueue(SqlConnection transaction, TaskRequest request) {
    return checked(request)
        .compose(
            enqueue ->
                transaction
                    .preparedQuery(Enqueue.SQL)
                    .execute(enqueue.parameters())
                    .map(enqueue::answer));
  }

  private Future<Enqueue> checked(TaskRequest request) {
    try {
      return Future.succeededFuture(new Enqueue(request, types.check(request), mostWaiting));
    } catch (FailureException refused) {
      return Future.failedFuture(refused);
    }
  }

  /** Takes many tasks of one type in, for our own features: they are not bounded, nor keyed. */
  public Future<Integer> enqueueAll(
      Caller caller, String type, Priority priority, Collection<JsonObject> payloads) {
    payloads.forEach(payload -> types.check(TaskRequest.now(caller, type, payload)));
    return postgres
        .query(
            "SELECT task_enqueue_all($1::text, $2::text, $3::text, $4::smallint, $5::bigint, $6::jsonb)",
            Tuple.of(caller.organisation(), caller.user(), type)
                .addShort((short) priority.ordinal())
                .addLong(priority.headStart().toMillis())
                .addJsonArray(new JsonArray(List.copyOf(payloads))))
        .map(made -> made.iterator().next().getInteger(0))
        .onSuccess(made -> news.wake());
  }

  /** The task of a type and unique key that is not over, whoever asked for it. */
  public Future<Optional<UUID>> holder(String type, String uniqueKey) {
    return postgres
        .query(
            "SELECT task_id FROM task_unique WHERE type = $1::text AND key = $2::text"
                + " ORDER BY task_id LIMIT 1",
            Tuple.of(type, uniqueKey))
        .map(
            rows ->
                rows.size() == 0
                    ? Optional.empty()
                    : Optional.of(rows.iterator().next().getUUID(0)));
  }

  /** The types, by name. */
  public List<TaskType<?>> types() {
    return List.copyOf(types.all());
  }

  /** Tasks, newest first. */
  public Future<List<TaskView>> list(TaskQuestion question) {
    return rows.list(question);
  }

  /** One task; fails with NOT_FOUND when there is none of that id, or it is another user's. */
  public Future<TaskView> find(Caller caller, UUID id) {
    return rows.find(caller, id).compose(found -> orNotFound(found, id));
  }

  /**
   * Cancels a task: at once when it does not run, else its worker is told.
   *
   * @return the task as it is then; one that is over stays as it is; fails with NOT_FOUND
   */
  public Future<TaskView> cancel(Caller caller, UUID id) {
    Tuple who = TaskRows.who(caller);
    return postgres
        .query(
            "SELECT state FROM task_cancel($1::uuid, $2::text, $3::text)",
            Tuple.of(id, who.getString(1), who.getString(0)))
        .compose(
            states ->
                states.size() == 0 ? orNotFound(Optional.<TaskView>empty(), id) : find(caller, id))
        .onSuccess(
            task -> {
              if (!TaskNews.of(task).isOver() || task.state().equals("cancelled")) {
                news.stands(TaskNews.of(task));
              }
              if (task.cancelling()) {
                bus.announce(TaskMessage.NEWS, new TaskMessage.Cancel(id));
              }
            });
  }

  /**
   * Lets a task that failed, was cancelled or quarantined run again, with all its attempts.
   *
   * @return the task; fails with NOT_FOUND, or CONFLICT when it did not end badly or another one
   *     does its work
   */
  public Future<TaskView> retry(Caller caller, UUID id) {
    Tuple who = TaskRows.who(caller);
    return postgres
        .query(
            "SELECT again FROM task_retry($1::uuid, $2::text, $3::text)",
            Tuple.of(id, who.getString(1), who.getString(0)))
        .compose(
            again -> {
              if (again.size() == 0) {
                return orNotFound(Optional.<TaskView>empty(), id);
              }
              if (!again.iterator().next().getBoolean(0)) {
                return Future.failedFuture(
                    FailureException.of(
                        Failure.CONFLICT,
                        "Only a task that failed, was cancelled or quarantined can run again,"
                            + " and no other of its kind may be on its way."));
              }
              news.wake();
              return find(caller, id).onSuccess(task -> news.stands(TaskNews.of(task)));
            });
  }

  /** How many tasks there are and how quick they are, by type; counts are the caller's own. */
  public Future<List<TypeNumbers>> numbers(Caller caller) {
    return numbers.read(caller, types.all().stream().map(TaskType::name).toList());
  }

  /**
   * Saves a schedule, in place of the owner's one of that name.
   *
   * @return the schedule with its next time; fails with BAD_REQUEST for a cron expression or zone
   *     that is none, or never fires, and as {@link #enqueue} does for its task; TOO_MANY
   */
  public Future<Schedule> schedule(Schedule schedule) {
    return schedules.save(schedule, false);
  }

  /** The caller's schedules; an admin sees everybody's. */
  public Future<List<Schedule>> schedules(Caller caller) {
    return schedules.list(caller);
  }

  /** Deletes one of the caller's schedules; fails with NOT_FOUND. */
  public Future<Void> unschedule(Caller caller, String name) {
    return schedules.delete(caller, name);
  }

  private static <T> Future<T> orNotFound(Optional<T> found, UUID id) {
    return found
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                Future.failedFuture(
                    FailureException.of(
                        Failure.NOT_FOUND, "There is no task %s of yours.".formatted(id))));
  }
}
