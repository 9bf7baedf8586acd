package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.cache.CacheAnswer;
import verticles.cache.CacheMessage;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Target;
import verticles.tasks.TaskView;
import verticles.testing.Patience;
import verticles.testing.PlainPostgres;
import verticles.testing.SettableClock;
import verticles.testing.TestConfig;
import verticles.testing.TestPostgres;
import verticles.warming.WarmRequest.Mode;
import verticles.warming.WarmRun.State;

@Timeout(120)
class CacheWarmerTest {
  static final Caller OLGA = new Caller("olga", "north", Role.OPERATOR);
  private static final Caller OTTO = new Caller("otto", "south", Role.OPERATOR);

  private final SettableClock clock = new SettableClock("2026-11-16T06:01:00Z");
  private final Vertx vertx = Vertx.vertx();
  private final PlainPostgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  private WarmNode node;

  @BeforeEach
  void start() {
    node = new WarmNode("node", postgres, clock);
  }

  @AfterEach
  void close() {
    node.close();
    vertx.close().await();
  }

  private WarmRun finished(WarmRequest request) {
    String id = node.runs.start(OLGA, request).await().id();
    return finished(id);
  }

  private WarmRun finished(String id) {
    return Patience.until("the run is over", () -> node.runs.run(id).await(), WarmRun::isOver);
  }

  private Failure refused(io.vertx.core.Future<?> future) {
    return Failures.of(Patience.failure(future)).failure();
  }

  private static WarmRequest datasets(String... names) {
    return WarmRequest.datasets(List.of(names));
  }

  @Test
  void ten_thousand_questions_are_loaded_and_the_next_run_finds_them_fresh() {
    WarmRun first = finished(datasets("numbers"));
    WarmRun second = finished(datasets("numbers"));

    assertThat(first.state()).isEqualTo(State.DONE);
    assertThat(first.errors()).isEmpty();
    assertThat(first.total()).isEqualTo(10_000);
    assertThat(first.loaded()).isEqualTo(10_000);
    assertThat(second.alreadyFresh()).isEqualTo(10_000);
    assertThat(second.loaded()).isZero();
    assertThat(node.isFresh("numbers", "", Map.of("n", "9999"))).isTrue();
  }

  private double metered(String mode, String result) {
    return node.meters
        .get("cache.warming.entries")
        .tags("mode", mode, "result", result)
        .counter()
        .count();
  }

  @Test
  void runs_are_metered_by_mode_and_outcome_with_what_became_of_their_questions() {
    finished(datasets("broken", "vital"));
    finished(datasets("vital", "broken"));
    finished(WarmRequest.of(Mode.CRITICAL));

    assertThat(
            node.meters
                .get("cache.warming.runs")
                .tags("mode", "datasets", "outcome", "done")
                .timer()
                .count())
        .isEqualTo(2);
    assertThat(metered("datasets", "loaded")).isEqualTo(1);
    assertThat(metered("datasets", "skipped")).isEqualTo(1);
    assertThat(metered("datasets", "failed")).isEqualTo(100);
    assertThat(metered("critical", "skipped")).isEqualTo(1);
  }

  @Test
  void a_run_that_is_over_says_that_all_its_questions_are() {
    WarmRun run = finished(datasets("vital"));

    TaskView task = node.tasks.find(OLGA, UUID.fromString(run.id())).await();

    assertThat(task.message()).isEqualTo("1 of 1 questions");
    assertThat(task.percent()).isEqualTo(100);
  }

  @Test
  void critical_answers_are_there_when_the_start_goes_on() {
    assertThat(node.isFresh("vital", "", Map.of())).isFalse();

    node.warmer.critical(Duration.ofSeconds(30)).await();

    assertThat(node.isFresh("vital", "", Map.of())).isTrue();
    assertThat(node.isFresh("numbers", "", Map.of("n", "1"))).isFalse();
    assertThat(node.runs.runs().await()).isEmpty();
  }

  @Test
  void the_start_goes_on_when_critical_answers_take_too_long_and_they_come_later()
      throws SQLException {
    try (Connection locker = TestPostgres.connect(postgres.target())) {
      locker.setAutoCommit(false);
      locker.createStatement().execute("LOCK TABLE zone IN ACCESS EXCLUSIVE MODE");

      node.warmer.critical(Duration.ofMillis(50)).await();
      assertThat(node.isFresh("vital", "", Map.of())).isFalse();
      locker.rollback();
    }

    Patience.until("it is there", () -> node.isFresh("vital", "", Map.of()));
  }

  @Test
  void a_full_run_warms_for_the_organisations_that_were_seen() {
    node.history.seen(node.read("ours", "north", Map.of()).key(), 1);
    node.history.flush();

    WarmRun run = finished(datasets("ours"));

    assertThat(run.total()).isEqualTo(1);
    assertThat(node.isFresh("ours", "north", Map.of())).isTrue();
    assertThat(node.isFresh("ours", "south", Map.of())).isFalse();
  }

  @Test
  void popular_questions_are_loaded() {
    node.history.seen(node.read("numbers", "", Map.of("n", "7")).key(), 3);
    node.history.flush();

    WarmRun run = finished(WarmRequest.of(Mode.POPULAR));

    assertThat(run.loaded()).isEqualTo(1);
    assertThat(node.isFresh("numbers", "", Map.of("n", "7"))).isTrue();
  }

  @Test
  void a_dataset_that_only_fails_is_left_out_and_the_others_are_loaded() {
    WarmRun run = finished(datasets("broken", "vital"));

    assertThat(run.state()).isEqualTo(State.DONE);
    assertThat(run.total()).isEqualTo(51);
    assertThat(run.failed()).isEqualTo(50);
    assertThat(run.loaded()).isEqualTo(1);
    assertThat(run.errors()).hasSizeBetween(1, 5).first().asString().startsWith("broken {n=");
  }

  @Test
  void a_second_run_of_a_mode_is_refused_with_the_id_of_the_first_whoever_asks() {
    WarmRun first = node.runs.start(OLGA, datasets("slow")).await();

    Throwable thrown = Patience.failure(node.runs.start(OTTO, datasets("slow")));

    assertThat(Failures.of(thrown).failure()).as(thrown.toString()).isEqualTo(Failure.CONFLICT);
    assertThat(thrown).hasMessageContaining(first.id());
    node.runs.cancel(first.id()).await();
  }

  @Test
  void a_run_tells_how_far_it_is_and_can_be_cancelled() {
    String id = node.runs.start(OLGA, datasets("slow")).await().id();
    Patience.until("some are loaded", () -> node.runs.run(id).await(), run -> run.loaded() > 1);

    WarmRun cancelled = node.runs.cancel(id).await();
    Patience.until(
        "the next may begin", () -> node.runs.runs().await().getFirst(), WarmRun::isOver);
    int then = node.runs.run(id).await().done();

    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(then).isLessThan(100);
    assertThat(node.runs.cancel(id).await().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void another_node_cancels_it_too() {
    try (WarmNode other = new WarmNode("other", postgres, clock)) {
      String id = node.runs.start(OLGA, datasets("slow")).await().id();

      other.runs.cancel(id).await();

      int soon =
          Patience.until(
                  "it begins no more",
                  () -> node.runs.run(id).await(),
                  run -> run.total() == 100 && run.done() > 0)
              .done();
      assertThat(soon).isLessThan(100);
      assertThat(finished(id).state()).isEqualTo(State.CANCELLED);
    }
  }

  @Test
  void what_a_node_that_stops_was_warming_goes_on_on_another() {
    String id = node.runs.start(OLGA, datasets("slow")).await().id();
    Patience.until("it has begun", () -> node.runs.run(id).await(), run -> run.loaded() > 1);
    try (WarmNode other = new WarmNode("other", postgres, clock)) {
      node.vertx.close().await();

      WarmRun moved =
          Patience.until(
              "the other one warms",
              () -> other.runs.run(id).await(),
              run -> run.node().equals("other") && run.loaded() > 1);

      assertThat(moved.state()).isEqualTo(State.RUNNING);
      assertThat(moved.askedBy()).isEqualTo("olga");
      other.runs.cancel(id).await();
    }
  }

  @Test
  void who_listens_hears_of_its_begin_and_its_end() {
    finished(WarmRequest.of(Mode.CRITICAL));

    Patience.until("the end is told", () -> node.told.contains(State.DONE));
    assertThat(node.told.peek()).isEqualTo(State.RUNNING);
  }

  @Test
  void the_schedule_of_the_configuration_is_one_of_tasks() {
    WarmingConfig config =
        TestConfig.section(
            "warming",
            WarmingConfig.class,
            """
            schedule:
              - { cron: "0 6 * * *", mode: full }
              - { cron: "0 7 * * *", mode: critical, time-zone: Europe/Brussels }
              - { cron: "0 8 * * *", mode: full }
            """);

    assertThat(config.tasks())
        .extracting(task -> task.name() + " " + task.timeZone() + " " + task.payload())
        .containsExactly(
            "warming-full UTC {\"mode\":\"full\"}",
            "warming-critical Europe/Brussels {\"mode\":\"critical\"}",
            "warming-full-2 UTC {\"mode\":\"full\"}");
  }

  @Test
  void unknown_runs_and_datasets_are_not_found() {
    assertThat(refused(node.runs.run("nonsense"))).isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(node.runs.cancel("7b6ad4ab-4b1d-4a57-9d5c-8a3d8f8f0e0f")))
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(refused(node.runs.start(OLGA, datasets("vitale")))).isEqualTo(Failure.NOT_FOUND);
    assertThat(node.runs.runs().await()).isEmpty();
  }

  @Test
  void while_live_loads_wait_a_run_goes_on_one_by_one_and_ends() {
    node.live.set(1000);
    String id = node.runs.start(OLGA, datasets("numbers")).await().id();
    Patience.until("it goes on", () -> node.runs.run(id).await(), run -> run.loaded() >= 3);
    int slowly = node.runs.run(id).await().loaded();

    node.live.set(0);
    WarmRun run = finished(id);

    assertThat(slowly).isLessThan(5000);
    assertThat(run.loaded()).isEqualTo(10_000);
  }

  private long vitalStoredAt() {
    return Objects.requireNonNull(node.cache.peek(node.read("vital", "", Map.of()).key()))
        .storedAtMillis();
  }

  @Test
  void what_was_being_read_is_loaded_again_at_once_and_counts_as_no_read() {
    CacheMessage.Read busy = node.read("asked", "", Map.of("n", "1"));
    CacheMessage.Read idle = node.read("asked", "", Map.of("n", "2"));
    List.of(busy, busy, busy, idle).forEach(read -> node.cache.read(read).await());
    long misses = node.cache.statistics().misses();
    Invalidation all = Invalidation.of(verticles.invalidation.Mode.REMOVE, new Target.Tag("asked"));
    node.cache.whenInvalidated(node.warmer::invalidated);

    node.cache.memory().apply(all);

    Patience.until("it is there", () -> node.cache.holds(busy.key()));
    assertThat(node.cache.holds(idle.key())).isFalse();
    assertThat(node.cache.statistics().misses()).isEqualTo(misses);
  }

  @Test
  void what_an_invalidation_took_is_loaded_again_and_nothing_else() {
    node.warmer.critical(Duration.ofSeconds(30)).await();
    long storedAt = vitalStoredAt();
    clock.pass(Duration.ofHours(2));

    node.warmer.invalidated(
        Invalidation.of(verticles.invalidation.Mode.REMOVE, new Target.Tag("vital")));
    node.warmer.invalidated(
        Invalidation.of(verticles.invalidation.Mode.EXPIRE, new Target.Tag("number:17")));

    Patience.until(
        "both are there",
        () ->
            node.isFresh("vital", "", Map.of()) && node.isFresh("numbers", "", Map.of("n", "17")));
    assertThat(vitalStoredAt()).isGreaterThan(storedAt);
    assertThat(node.isFresh("numbers", "", Map.of("n", "18"))).isFalse();
  }

  @Test
  void a_read_after_the_run_is_a_hit() {
    finished(WarmRequest.of(Mode.CRITICAL));

    assertThat(node.cache.read(node.read("vital", "", Map.of())).await().status())
        .isEqualTo(CacheAnswer.Status.HIT);
  }
}
