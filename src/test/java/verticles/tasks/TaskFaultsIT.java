package verticles.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.testing.Patience;
import verticles.testing.Signals;
import verticles.testing.TestJvm;

/** What happens to workers in processes of their own. */
class TaskFaultsIT {
  private final QueueFixture fixture =
      new QueueFixture(TaskPeer.types().toArray(TaskType<?>[]::new));
  private final java.util.List<TestJvm> peers = new java.util.ArrayList<>();

  @AfterEach
  void close() {
    peers.forEach(TestJvm::close);
    fixture.close();
  }

  private TestJvm peer(String name) {
    var target = fixture.postgres.target();
    TestJvm peer =
        TestJvm.start(
            TaskPeer.class,
            String.valueOf(target.port()),
            target.database(),
            name,
            target.user(),
            target.password().reveal());
    peers.add(peer);
    return peer;
  }

  private TestJvm ready(String name) {
    TestJvm peer = peer(name);
    peer.await("ready ");
    return peer;
  }

  private UUID enqueue(String type, int millis) {
    return fixture
        .tasks
        .enqueue(TaskRequest.now(QueueFixture.ANN, type, new JsonObject().put("n", millis)))
        .await()
        .id();
  }

  private TaskView awaitState(UUID id, String state) {
    Patience.holds(() -> assertThat(fixture.view(id).state()).isEqualTo(state));
    return fixture.view(id);
  }

  @Test
  void a_worker_that_wakes_after_its_lease_is_gone_can_finish_nothing() {
    TestJvm paused = ready("one");
    UUID id = enqueue(TaskPeer.WORK, 3_000);
    paused.await("works " + id);

    Signals.freeze(paused.pid());
    ready("two");
    Patience.holds(() -> assertThat(fixture.view(id).node()).isEqualTo("two"));
    Signals.thaw(paused.pid());

    paused.await("stale ");
    TaskView done = awaitState(id, "succeeded");
    assertThat(done.node()).isEqualTo("two");
    assertThat(done.epoch()).isEqualTo(2);
    assertThat(done.attempts()).hasSize(2);
  }

  @Test
  void poison_is_quarantined_after_three_workers_and_its_neighbours_are_not() {
    UUID poison = enqueue(TaskPeer.POISON, 0);
    UUID neighbour = enqueue(TaskPeer.WORK, 100);
    for (int i = 0; i < 3; i++) {
      TestJvm victim = peer("victim" + i);
      Patience.holds(() -> assertThat(victim.isAlive()).isFalse());
    }
    ready("last");

    assertThat(awaitState(poison, "quarantined").crashes()).isEqualTo(3);
    assertThat(awaitState(neighbour, "succeeded").crashes()).isLessThan(3);
  }

  @Test
  void a_database_that_stands_still_and_loses_its_connections_costs_nothing() throws Exception {
    ready("one");
    ready("two");
    List<UUID> ids =
        IntStream.range(0, 12).mapToObj(i -> enqueue(TaskPeer.WORK, 1_000 + i * 300)).toList();
    Patience.holds(() -> assertThat(fixture.count("task_lease")).isGreaterThan(4));
    long server =
        Long.parseLong(
            fixture
                .postgres
                .query(
                    "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)", Tuple.tuple())
                .await()
                .iterator()
                .next()
                .getString(0));

    Signals.freeze(server);
    Thread.sleep(TaskPeer.LEASE.plus(Duration.ofSeconds(2)).toMillis());
    Signals.thaw(server);
    fixture
        .postgres
        .query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name = 'spinreserve'",
            Tuple.tuple())
        .await();

    ids.forEach(id -> assertThat(awaitState(id, "succeeded").crashes()).isZero());
  }
}
