package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.sync.SyncFixture.NUMBERED;
import static verticles.sync.SyncFixture.run;
import static verticles.sync.TestUpstream.paged;
import static verticles.sync.TestUpstream.rows;
import static verticles.sync.TestUpstream.send;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What did not change is not written, and what is fresh is not asked for. */
@Timeout(60)
class UnchangedPagesTest {
  private final SyncFixture fixture = new SyncFixture();
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
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
}
