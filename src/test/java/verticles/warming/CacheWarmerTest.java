package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.warming.WarmFixture.OLGA;
import static verticles.warming.WarmFixture.datasets;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.cache.CacheAnswer;
import verticles.testing.Patience;
import verticles.warming.WarmRequest.Mode;
import verticles.warming.WarmRun.State;

/** What a run loads. */
@Timeout(120)
class CacheWarmerTest {
  private final WarmFixture fixture = new WarmFixture();
  private final WarmNode node = fixture.node;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void ten_thousand_questions_are_loaded_and_the_next_run_finds_them_fresh() {
    WarmRun first = fixture.finished(datasets("numbers"));
    WarmRun second = fixture.finished(datasets("numbers"));

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
    fixture.finished(datasets("broken", "vital"));
    fixture.finished(datasets("vital", "broken"));
    fixture.finished(WarmRequest.of(Mode.CRITICAL));

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
  void a_full_run_warms_for_the_organisations_that_were_seen() {
    node.history.seen(node.read("ours", "north", Map.of()).key(), 1);
    node.history.flush();

    WarmRun run = fixture.finished(datasets("ours"));

    assertThat(run.total()).isEqualTo(1);
    assertThat(node.isFresh("ours", "north", Map.of())).isTrue();
    assertThat(node.isFresh("ours", "south", Map.of())).isFalse();
  }

  @Test
  void popular_questions_are_loaded() {
    node.history.seen(node.read("numbers", "", Map.of("n", "7")).key(), 3);
    node.history.flush();

    WarmRun run = fixture.finished(WarmRequest.of(Mode.POPULAR));

    assertThat(run.loaded()).isEqualTo(1);
    assertThat(node.isFresh("numbers", "", Map.of("n", "7"))).isTrue();
  }

  @Test
  void a_dataset_that_only_fails_is_left_out_and_the_others_are_loaded() {
    WarmRun run = fixture.finished(datasets("broken", "vital"));

    assertThat(run.state()).isEqualTo(State.DONE);
    assertThat(run.total()).isEqualTo(51);
    assertThat(run.failed()).isEqualTo(50);
    assertThat(run.loaded()).isEqualTo(1);
    assertThat(run.errors()).hasSizeBetween(1, 5).first().asString().startsWith("broken {n=");
  }

  @Test
  void while_live_loads_wait_a_run_goes_on_one_by_one_and_ends() {
    node.live.set(1000);
    String id = node.runs.start(OLGA, datasets("numbers")).await().id();
    Patience.until("it goes on", () -> node.runs.run(id).await(), run -> run.loaded() >= 3);
    int slowly = node.runs.run(id).await().loaded();

    node.live.set(0);
    WarmRun run = fixture.finished(id);

    assertThat(slowly).isLessThan(5000);
    assertThat(run.loaded()).isEqualTo(10_000);
  }

  @Test
  void a_read_after_the_run_is_a_hit() {
    fixture.finished(WarmRequest.of(Mode.CRITICAL));

    assertThat(node.cache.read(node.read("vital", "", Map.of())).await().status())
        .isEqualTo(CacheAnswer.Status.HIT);
  }

  @Test
  void what_fails_or_takes_its_time_among_others_does_so_alone() {
    WarmRun run = fixture.finished(datasets("halting"));

    assertThat(run.total()).isEqualTo(90);
    assertThat(run.loaded()).isEqualTo(88);
    assertThat(run.failed()).isEqualTo(2);
    assertThat(run.errors()).hasSize(2).anyMatch(error -> error.startsWith("halting {n=80}"));
    assertThat(node.isFresh("halting", "", Map.of("n", "70"))).isTrue();
    assertThat(node.isFresh("halting", "", Map.of("n", "79"))).isTrue();
    assertThat(node.isFresh("halting", "", Map.of("n", "80"))).isFalse();
  }
}
