package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.sync.TestUpstream.paged;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.bus.Bus;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.tasks.TaskMessage;
import verticles.tasks.TaskRequest;
import verticles.tasks.TaskVerticle;
import verticles.tasks.TaskView;
import verticles.tasks.Tasks;
import verticles.tasks.TasksConfig;
import verticles.testing.Patience;
import verticles.testing.TestConfig;

/** Pulling as a task: it is watched, cancelled, and goes on where another worker left it. */
@Timeout(90)
class SyncNodesTest {
  private static final Caller OLGA = new Caller("olga", "north", Role.OPERATOR);
  private static final TasksConfig CONFIG =
      TestConfig.section("tasks", TasksConfig.class, "drain: 0s\nschedule: []\n");

  private final SyncFixture fixture = new SyncFixture();
  private final SyncTask type = fixture.task("paging: page\nparallel: 1\n");
  private final Promise<Void> released = Promise.promise();
  private final Node first = new Node("first");

  private final class Node {
    private final Vertx vertx = Vertx.vertx();
    private final Tasks tasks;

    private Node(String id) {
      TaskVerticle verticle =
          new TaskVerticle(
              CONFIG,
              List.of(type),
              vertx,
              new Bus(vertx, id).carry(TaskMessage.class),
              fixture.postgres,
              fixture.postgres,
              new SimpleMeterRegistry());
      vertx.deployVerticle(verticle).await();
      tasks = verticle.tasks();
    }

    private void stop() {
      vertx.close().await();
    }
  }

  @AfterEach
  void close() {
    released.tryComplete();
    first.stop();
    fixture.close();
  }

  private UUID begin() {
    // the third page comes when it is released
    fixture.upstream.answer =
        request -> {
          if ("3".equals(request.getParam("page"))) {
            released.future().onSuccess(go -> paged(250, 100).handle(request));
          } else {
            paged(250, 100).handle(request);
          }
        };
    UUID id =
        first
            .tasks
            .enqueue(TaskRequest.now(OLGA, "data.sync", new JsonObject().put("source", "things")))
            .await()
            .id();
    Patience.holds(() -> assertThat(fixture.rows()).isEqualTo(200));
    Patience.holds(() -> assertThat(fixture.upstream.asked).hasSize(3));
    return id;
  }

  private TaskView over(Node node, UUID id) {
    Patience.holds(() -> assertThat(node.tasks.find(OLGA, id).await().finishedAt()).isPresent());
    return node.tasks.find(OLGA, id).await();
  }

  @Test
  void the_next_worker_goes_on_where_one_that_stopped_came_to() {
    UUID id = begin();
    first.stop();
    fixture.upstream.asked.clear();
    released.complete();
    Node second = new Node("second");

    TaskView done = over(second, id);

    assertThat(done.state()).as(done.error()).isEqualTo("succeeded");
    assertThat(done.node()).isEqualTo("second");
    assertThat(done.result().orElseThrow().getLong("inserted")).isEqualTo(250);
    assertThat(done.artefact()).contains("/api/v1/data/synced-rows?source=things");
    assertThat(fixture.upstream.asked).noneMatch(uri -> uri.endsWith("page=1"));
    assertThat(fixture.rows()).isEqualTo(250);
    second.stop();
  }

  @Test
  void a_source_is_listed_with_its_newest_pull_while_it_runs_and_after_it() {
    SyncSources sources =
        new SyncSources(
            fixture.config("key: [id]\norganisation: north\ncron: 0 6 * * *\n"), fixture.postgres);
    assertThat(sources.list(OLGA).await().getFirst().last()).isEmpty();
    UUID id = begin();
    Patience.holds(() -> assertThat(pull(sources).message()).contains("200 rows"));
    assertThat(pull(sources).state()).isEqualTo("running");

    released.complete();
    over(first, id);

    SyncState listed = sources.list(OLGA).await().getFirst();
    assertThat(listed.host()).isEqualTo("127.0.0.1");
    assertThat(listed.cron()).contains("0 6 * * *");
    assertThat(listed.succeededAt()).isEqualTo(pull(sources).finishedAt());
    assertThat(pull(sources).task()).isEqualTo(id);
    assertThat(pull(sources).numbers().orElseThrow().getLong("rows")).isEqualTo(250);
    assertThat(sources.list(new Caller("otto", "south", Role.OPERATOR)).await()).isEmpty();
    assertThat(sources.list(new Caller("root", "", Role.ADMIN)).await()).hasSize(1);
  }

  private static SyncPull pull(SyncSources sources) {
    return sources.list(OLGA).await().getFirst().last().orElseThrow();
  }

  @Test
  void one_that_is_cancelled_ends_at_once_though_its_upstream_does_not_answer() {
    UUID id = begin();

    first.tasks.cancel(OLGA, id).await();

    assertThat(over(first, id).state()).isEqualTo("cancelled");
    assertThat(fixture.rows()).isEqualTo(200);
  }
}
