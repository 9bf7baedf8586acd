package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.FailureException;
import verticles.tasks.TaskFailure;
import verticles.testing.TestConfig;

/** What is pulled, and what is not written. */
@Timeout(60)
class SyncTaskTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NUMBERED = "paging: page\nsize-parameter: limit\nparallel: 3\n";

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
  void pages_that_the_upstream_knows_to_be_unchanged_cost_no_write() {
    AtomicInteger unchanged = new AtomicInteger();
    upstream.answer =
        request -> {
          int page = Integer.parseInt(request.getParam("page"));
          String etag = "\"v" + page + "\"";
          if (etag.equals(request.getHeader("If-None-Match"))) {
            unchanged.incrementAndGet();
            request.response().setStatusCode(304).end();
          } else {
            request.response().putHeader("ETag", etag);
            paged(250, 100).handle(request);
          }
        };
    SyncTask task = fixture.task(NUMBERED);
    run(task, fixture.attempt());
    long writes = writes();

    JsonObject second = run(task, fixture.attempt());

    assertThat(unchanged).hasValueGreaterThanOrEqualTo(4);
    assertThat(second.getInteger("unchangedPages")).isEqualTo(4);
    assertThat(second.getLong("rows")).isEqualTo(250);
    assertThat(writes()).isEqualTo(writes);
  }

  /** The newest transaction that left a trace in the rows or the pages. */
  private long writes() {
    return fixture.count(
        "SELECT max(at) FROM (SELECT xmin::text::bigint AS at FROM synced_row"
            + " UNION ALL SELECT xmin::text::bigint FROM synced_page) traces");
  }

  @Test
  void of_a_page_that_changed_only_the_changed_row_is_written() {
    upstream.answer = paged(250, 100);
    SyncTask task = fixture.task(NUMBERED);
    run(task, fixture.attempt());
    long before = writes();
    upstream.answer =
        request -> {
          if ("2".equals(request.getParam("page"))) {
            JsonArray rows = rows(100, 200);
            rows.getJsonObject(7).put("value", -1);
            send(request, rows);
          } else {
            paged(250, 100).handle(request);
          }
        };

    JsonObject second = run(task, fixture.attempt());

    assertThat(second.getLong("updated")).isEqualTo(1);
    assertThat(second.getLong("unchanged")).isEqualTo(99);
    assertThat(second.getInteger("unchangedPages")).isEqualTo(3);
    assertThat(
            fixture.count("SELECT count(*) FROM synced_row WHERE xmin::text::bigint > " + before))
        .isEqualTo(1);
  }

  @Test
  void a_page_that_is_fresh_is_not_asked_for_unless_everything_is() {
    upstream.answer =
        request -> {
          request.response().putHeader("Cache-Control", "public, max-age=600");
          paged(50, 100).handle(request);
        };
    SyncTask task = fixture.task(NUMBERED);
    run(task, fixture.attempt());
    upstream.asked.clear();

    JsonObject second = run(task, fixture.attempt());
    assertThat(upstream.asked.stream().filter(uri -> uri.endsWith("page=1"))).isEmpty();
    assertThat(second.getLong("rows")).isEqualTo(50);

    run(task, fixture.attempt(), true);
    assertThat(upstream.asked).anyMatch(uri -> uri.endsWith("page=1"));
  }

  @Test
  void other_fields_make_it_another_page() {
    upstream.answer = paged(10, 100);
    run(fixture.task(NUMBERED), fixture.attempt());

    JsonObject second =
        run(fixture.task(NUMBERED + "fields: { doubled: /value }\n"), fixture.attempt());

    assertThat(second.getLong("updated")).isEqualTo(10);
    assertThat(fixture.count("SELECT count(*) FROM synced_row WHERE value ? 'doubled'"))
        .isEqualTo(10);
  }

  @Test
  void an_upstream_that_gives_fewer_rows_than_asked_for_is_read_to_its_end() {
    upstream.answer =
        request -> {
          int offset = Integer.parseInt(request.getParam("skip"));
          send(
              request,
              new JsonObject().put("data", rows(Math.min(offset, 95), Math.min(95, offset + 30))));
        };

    JsonObject done =
        run(
            fixture.task("paging: offset\npage-parameter: skip\nrows: /data\nparallel: 4\n"),
            fixture.attempt());

    assertThat(done.getLong("rows")).isEqualTo(95);
    assertThat(fixture.rows()).isEqualTo(95);
  }

  @Test
  void cursors_are_followed_to_the_end() {
    upstream.answer =
        request -> {
          int from =
              request.getParam("cursor") == null
                  ? 0
                  : Integer.parseInt(request.getParam("cursor").substring(2));
          send(
              request,
              new JsonObject()
                  .put("items", rows(from, from + 10))
                  .put(
                      "meta", new JsonObject().put("next", from < 40 ? "a&" + (from + 10) : null)));
        };

    JsonObject done =
        run(fixture.task("paging: cursor\nrows: /items\nnext: /meta/next\n"), fixture.attempt());

    assertThat(done.getLong("rows")).isEqualTo(50);
    assertThat(upstream.asked).contains("/things?kind=a&cursor=a%2640").hasSize(5);
  }

  @Test
  void links_are_followed_on_the_same_server_only_and_keys_stay_there() {
    AtomicReference<String> key = new AtomicReference<>("");
    upstream.answer =
        request -> {
          key.set(request.getHeader("X-Key"));
          String next =
              request.uri().contains("after=2")
                  ? "<http://elsewhere.example/things>; rel=\"next\""
                  : "</things?first=1>; rel=\"first\", <?after=2>; rel=\"next\"";
          request.response().putHeader("Link", next);
          int from = request.uri().contains("after=2") ? 10 : 0;
          send(request, rows(from, from + 10));
        };

    assertThatThrownBy(
            () ->
                run(fixture.task("paging: link\nheaders: { X-Key: secret }\n"), fixture.attempt()))
        .isInstanceOf(TaskFailure.class)
        .hasMessageContaining("elsewhere.example");
    assertThat(key.get()).isEqualTo("secret");
    assertThat(upstream.asked).containsExactly("/things?kind=a", "/things?after=2");
    assertThat(fixture.rows()).isEqualTo(10);
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
  void a_source_with_a_time_is_a_schedule_of_the_system() {
    SyncConfig config =
        TestConfig.section(
            "sync",
            SyncConfig.class,
            """
            sources:
              spot: { url: "https://a.example/x", key: [id], cron: "*/5 * * * *", cron-time-zone: Europe/Oslo }
              idle: { url: "https://a.example/y", key: [id] }
            """);

    assertThat(config.tasks())
        .extracting(task -> task.name() + " " + task.timeZone() + " " + task.payload())
        .containsExactly("sync-spot Europe/Oslo {\"source\":\"spot\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url: ftp://a.example/x                               | http or https address",
        "url: 'https://u:p@a.example/x'                       | without a password",
        "{ url: 'https://a.example/x', rows: data }           | JSON pointers",
        "{ url: 'https://a.example/x' }                       | key: at least one",
        "{ url: 'https://a.example/x', into: trades }         | portfolio",
        "{ url: 'https://a.example/x', key: id, cron: never } | cron",
        "{ url: 'https://a.example/x', key: id, parallel: 9 } | from 1 to 8"
      })
  void what_cannot_be_pulled_stops_the_start_and_is_named(String source, String named) {
    String yaml = "sources:\n  spot:\n" + source.strip().indent(4);

    assertThatThrownBy(() -> TestConfig.section("sync", SyncConfig.class, yaml))
        .hasMessageContaining("sync.sources.spot")
        .hasMessageContaining(named.strip());
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
