package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.warming.WarmFixture.OLGA;
import static verticles.warming.WarmFixture.datasets;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.bus.Failure;
import verticles.bus.Failures;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.TaskView;
import verticles.testing.Patience;
import verticles.testing.TestConfig;
import verticles.warming.WarmRequest.Mode;
import verticles.warming.WarmRun.State;

/** How a run is begun, followed and cancelled. */
@Timeout(120)
class WarmRunTest {
  private static final Caller OTTO = new Caller("otto", "south", Role.OPERATOR);
  private final WarmFixture fixture = new WarmFixture();
  private final WarmNode node = fixture.node;

  @AfterEach
  void close() {
    fixture.close();
  }

  private Failure refused(io.vertx.core.Future<?> future) {
    return Failures.of(Patience.failure(future)).failure();
  }

  @Test
  void a_run_that_is_over_says_that_all_its_questions_are() {
    WarmRun run = fixture.finished(datasets("vital"));

    TaskView task = node.tasks.find(OLGA, UUID.fromString(run.id())).await();

    assertThat(task.message()).isEqualTo("1 of 1 questions");
    assertThat(task.percent()).isEqualTo(100);
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
    // before the other one is there, which would be free to take it
    String id = node.runs.start(OLGA, datasets("slow")).await().id();
    Patience.until("it has begun", () -> node.runs.run(id).await(), run -> run.done() > 0);
    try (WarmNode other = new WarmNode("other", fixture.postgres, fixture.clock)) {

      other.runs.cancel(id).await();

      WarmRun cancelled = fixture.finished(id);
      assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
      assertThat(cancelled.total()).isEqualTo(100);
      assertThat(cancelled.done()).isLessThan(100);
    }
  }

  @Test
  void one_that_is_cancelled_right_after_its_start_tells_how_far_it_came() {
    String id = node.runs.start(OLGA, datasets("slow")).await().id();
    Patience.until("it has begun", () -> node.told.contains(State.RUNNING));

    node.runs.cancel(id).await();

    WarmRun cancelled = fixture.finished(id);
    TaskView task = node.tasks.find(OLGA, UUID.fromString(id)).await();
    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.total()).isEqualTo(100);
    assertThat(cancelled.done()).isEqualTo(cancelled.loaded()).isLessThan(100);
    assertThat(task.message()).isEqualTo(cancelled.done() + " of 100 questions");
  }

  @Test
  void what_a_node_that_stops_was_warming_goes_on_on_another() {
    String id = node.runs.start(OLGA, datasets("slow")).await().id();
    Patience.until("it has begun", () -> node.runs.run(id).await(), run -> run.loaded() > 1);
    try (WarmNode other = new WarmNode("other", fixture.postgres, fixture.clock)) {
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
    fixture.finished(WarmRequest.of(Mode.CRITICAL));

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
}
