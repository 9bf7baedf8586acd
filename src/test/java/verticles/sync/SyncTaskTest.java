package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.sync.SyncFixture.NUMBERED;
import static verticles.sync.SyncFixture.run;
import static verticles.sync.TestUpstream.paged;
import static verticles.sync.TestUpstream.rows;
import static verticles.sync.TestUpstream.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.bus.FailureException;
import verticles.tasks.TaskFailure;

/** What is pulled, and who pulls it. */
@Timeout(60)
class SyncTaskTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SyncFixture fixture = new SyncFixture();
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void every_row_of_every_page_is_stored_under_its_key() {
    upstream.answer = paged(250, 100);

    JsonObject done = run(fixture.task(NUMBERED), fixture.attempt());

    assertThat(done.getLong("inserted")).isEqualTo(250);
    assertThat(done.getInteger("pages")).isEqualTo(4);
    assertThat(fixture.rows()).isEqualTo(250);
    assertThat(upstream.asked).contains("/things?kind=a&limit=100&page=3");
    assertThat(
            fixture.count("SELECT (value->>'value')::bigint FROM synced_row WHERE key = 'r00249'"))
        .isEqualTo(249);
  }

  @Test
  void prices_go_through_the_checks_of_an_import() {
    upstream.answer =
        request ->
            send(
                request,
                new JsonArray()
                    .add(price("2026-11-21T00:00:00Z", 41.5))
                    .add(price("2026-11-21T01:00:00Z", 40.25)));
    SyncTask task =
        fixture.plainTask(
            "into: prices\nzone: DK1\nfields: { delivery_start: /t, price_eur_mwh: /price/eur }\n");

    JsonObject first = run(task, fixture.attempt());
    upstream.answer =
        request -> send(request, new JsonArray().add(price("2026-11-21T00:07:00Z", 41.5)));

    assertThat(first.getLong("inserted")).isEqualTo(2);
    assertThat(fixture.count("SELECT count(*) FROM price WHERE zone_id = 'DK1'")).isEqualTo(2);
    assertThatThrownBy(() -> run(task, fixture.attempt()))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("none of its rows");
  }

  private static JsonObject price(String start, double price) {
    return new JsonObject().put("t", start).put("price", new JsonObject().put("eur", price));
  }

  @Test
  void a_source_that_is_not_declared_is_refused_with_the_nearest_names() {
    SyncTask task = fixture.task("paging: none\n");

    assertThatThrownBy(() -> task.read(new JsonObject().put("source", "thing")))
        .isInstanceOfSatisfying(
            FailureException.class,
            refused ->
                assertThat(refused.errors().getFirst().detail()).contains("nearest are things"));
  }

  @Test
  void one_task_at_a_time_pulls_a_source_whoever_asked() {
    upstream.answer = paged(10, 100);
    SyncTask task = fixture.task(NUMBERED);
    HandContext running = fixture.attempt();
    new verticles.tasks.TaskHold(fixture.postgres)
        .take("data.sync things", running, java.time.Duration.ofSeconds(5));

    HandContext other = HandContext.first(fixture.postgres);
    assertThatThrownBy(() -> run(task, other))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining(running.task().toString());

    running.next(fixture.postgres);
    assertThat(run(task, other).getLong("inserted")).isEqualTo(10);
  }

  @Test
  void a_worker_that_dies_right_after_a_batch_leaves_its_successor_the_right_numbers() {
    upstream.answer = paged(100, 100);
    HandContext first = fixture.attempt();
    JsonObject reached =
        new JsonObject().put("inserted", 20L).put("updated", 2).put("unchanged", 3);
    SyncSource source =
        Objects.requireNonNull(fixture.config(NUMBERED + "key: [id]\n").sources().get("things"));
    List<JsonNode> rows = List.of(JSON.objectNode().put("id", 1), JSON.objectNode().put("id", 2));

    new RowBatches("things", source, fixture.postgres, first).write(rows, 1, reached);

    // nothing more was said by it
    assertThat(first.kept())
        .contains(new JsonObject().put("inserted", 22).put("updated", 2).put("unchanged", 3));
  }
}
