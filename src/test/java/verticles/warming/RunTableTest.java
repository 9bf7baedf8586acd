package verticles.warming;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.postgres.Postgres;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;
import verticles.warming.WarmRequest.Mode;
import verticles.warming.WarmRun.State;

class RunTableTest {
  private static final WarmRequest FULL = WarmRequest.of(Mode.FULL, "ann");

  private final Vertx vertx = Vertx.vertx();
  private final Postgres postgres = new PlainPostgres(vertx, TestPostgres.migrated());
  private final RunTable table = new RunTable(postgres);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Optional<WarmRun> begin(WarmRequest request) {
    return table.begin(UUID.randomUUID().toString(), request, "node-1").await();
  }

  private WarmRun find(String id) {
    return table.find(id).await().orElseThrow();
  }

  private void silent(String id, int seconds) {
    postgres
        .query(
            "UPDATE warm_run SET heartbeat_at = heartbeat_at - $2::int * interval '1 second'"
                + " WHERE run_id = $1::uuid",
            Tuple.of(UUID.fromString(id), seconds))
        .await();
  }

  @Test
  void a_run_begins_with_nothing_done() {
    WarmRun run = begin(FULL).orElseThrow();

    assertThat(run.state()).isEqualTo(State.RUNNING);
    assertThat(run.askedBy()).isEqualTo("ann");
    assertThat(run.node()).isEqualTo("node-1");
    assertThat(run.done()).isZero();
    assertThat(run.finishedAt()).isEmpty();
    assertThat(find(run.id())).isEqualTo(run);
  }

  @Test
  void of_many_that_begin_at_once_one_does() {
    List<Future<Optional<WarmRun>>> asked =
        IntStream.range(0, 20)
            .mapToObj(i -> table.begin(UUID.randomUUID().toString(), FULL, "node-" + i))
            .toList();

    assertThat(asked.stream().map(future -> future.await()).filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void another_mode_and_other_datasets_are_not_in_the_way() {
    begin(FULL);

    assertThat(begin(WarmRequest.of(Mode.CRITICAL, "ann"))).isPresent();
    assertThat(begin(WarmRequest.datasets(List.of("a", "b"), "ann"))).isPresent();
    assertThat(begin(WarmRequest.datasets(List.of("c"), "ann"))).isPresent();
    assertThat(begin(WarmRequest.datasets(List.of("b", "a"), "ann"))).isEmpty();
  }

  @Test
  void after_its_end_the_next_one_may_begin() {
    WarmRun first = begin(FULL).orElseThrow();
    WarmRun ended = table.end(first.id(), State.DONE).await().orElseThrow();

    assertThat(ended.state()).isEqualTo(State.DONE);
    assertThat(ended.finishedAt()).isPresent();
    assertThat(begin(FULL)).isPresent();
  }

  @Test
  void the_first_end_stays() {
    WarmRun run = begin(FULL).orElseThrow();
    table.end(run.id(), State.CANCELLED).await();

    WarmRun again = table.end(run.id(), State.DONE).await().orElseThrow();

    assertThat(again.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void progress_is_kept_and_answers_that_it_was_cancelled_with_the_last_numbers() {
    WarmRun run = begin(FULL).orElseThrow();
    State before = table.tell(run.id(), new Tally.Counts(10, 3, 2, 1, List.of("why"))).await();
    table.end(run.id(), State.CANCELLED).await();
    State after = table.tell(run.id(), new Tally.Counts(10, 4, 2, 1, List.of("why"))).await();

    assertThat(before).isEqualTo(State.RUNNING);
    assertThat(after).isEqualTo(State.CANCELLED);
    assertThat(find(run.id()).done()).isEqualTo(7);
    assertThat(find(run.id()).errors()).containsExactly("why");
  }

  @Test
  void a_run_whose_node_died_is_failed_and_gives_way_to_the_next() {
    WarmRun run = begin(FULL).orElseThrow();
    silent(run.id(), 16);

    assertThat(begin(FULL)).isPresent();
    assertThat(find(run.id()).state()).isEqualTo(State.FAILED);
    assertThat(find(run.id()).errors()).containsExactly("Its node is gone.");
    assertThat(table.tell(run.id(), new Tally.Counts(9, 9, 0, 0, List.of())).await())
        .isEqualTo(State.FAILED);
    assertThat(find(run.id()).done()).isZero();
  }

  @Test
  void a_run_that_was_heard_of_less_than_fifteen_seconds_ago_lives() {
    WarmRun run = begin(FULL).orElseThrow();
    silent(run.id(), 9);

    assertThat(begin(FULL)).isEmpty();
    silent(run.id(), 9);
    assertThat(table.newest().await()).extracting(WarmRun::state).containsExactly(State.FAILED);
  }

  @Test
  void the_last_fifty_are_kept_newest_first() {
    String last = "";
    for (int i = 0; i < 55; i++) {
      last = begin(FULL).orElseThrow().id();
      table.end(last, State.DONE).await();
    }

    List<WarmRun> newest = table.newest().await();

    assertThat(newest).hasSize(50);
    assertThat(newest.getFirst().id()).isEqualTo(last);
    assertThat(newest).isSortedAccordingTo((a, b) -> b.startedAt().compareTo(a.startedAt()));
  }
}
