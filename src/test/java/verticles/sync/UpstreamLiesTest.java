package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.sync.SyncFixture.run;
import static verticles.sync.TestUpstream.paged;
import static verticles.sync.TestUpstream.rows;
import static verticles.sync.TestUpstream.send;

import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.tasks.TaskFailure;
import verticles.testing.Patience;

/** An upstream that is broken, busy, or does not keep its word; and workers that are lost. */
@Timeout(60)
class UpstreamLiesTest {
  private static final String NUMBERED = "paging: page\nparallel: 1\n";

  private final SyncFixture fixture = new SyncFixture();
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
  }

  private void fails(String declaration, String... reasons) {
    assertThatThrownBy(() -> run(fixture.task(declaration), fixture.attempt()))
        .isInstanceOf(TaskFailure.class)
        .message()
        .contains(reasons);
  }

  /** Answers the first {@code times} requests for page 2 in some way. */
  private static Handler<HttpServerRequest> second(
      int times, Handler<HttpServerRequest> bad, Handler<HttpServerRequest> good) {
    AtomicInteger left = new AtomicInteger(times);
    return request -> {
      if ("2".equals(request.getParam("page")) && left.getAndDecrement() > 0) {
        bad.handle(request);
      } else {
        good.handle(request);
      }
    };
  }

  @Test
  void a_cursor_that_comes_back_is_noticed() {
    upstream.answer =
        request -> {
          int from = request.getParam("cursor") == null ? 0 : 10;
          send(
              request,
              new JsonObject().put("rows", rows(from, from + 10)).put("nextCursor", "same"));
        };

    fails("paging: cursor\nrows: /rows\n", "circle", "'same'");
    assertThat(fixture.rows()).isEqualTo(20);
  }

  @Test
  void a_page_that_comes_for_every_number_is_noticed() {
    upstream.answer = request -> send(request, rows(0, 10));

    fails(NUMBERED, "same rows twice", "page 2");
    assertThat(upstream.asked).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void pages_without_end_are_bounded() {
    upstream.answer =
        request -> {
          int page = Integer.parseInt(request.getParam("page"));
          send(request, rows(page, page + 1));
        };

    fails(NUMBERED + "most-pages: 5\n", "more than 5 pages");
    assertThat(fixture.rows()).isEqualTo(5);
  }

  @Test
  void a_busy_upstream_is_waited_for_as_long_as_it_asks() {
    upstream.answer =
        second(
            1,
            request -> request.response().setStatusCode(429).putHeader("Retry-After", "1").end(),
            paged(250, 100));
    long began = System.nanoTime();

    assertThat(run(fixture.task(NUMBERED), fixture.attempt()).getLong("rows")).isEqualTo(250);
    assertThat(System.nanoTime() - began).isGreaterThan(900_000_000L);
  }

  @Test
  void one_that_asks_for_much_is_left_alone_and_the_next_attempt_goes_on_there() {
    upstream.answer =
        second(
            1,
            request -> request.response().setStatusCode(429).putHeader("Retry-After", "600").end(),
            paged(250, 100));
    HandContext first = fixture.attempt();
    SyncTask task = fixture.task(NUMBERED);

    assertThatThrownBy(() -> run(task, first)).hasMessage("The upstream answered 429.");
    upstream.asked.clear();
    JsonObject done = run(task, first.next(fixture.postgres));

    assertThat(upstream.asked.getFirst()).endsWith("page=2");
    assertThat(done.getLong("rows")).isEqualTo(250);
    assertThat(fixture.rows()).isEqualTo(250);
  }

  @Test
  void errors_and_cut_answers_are_tried_again() {
    AtomicInteger turn = new AtomicInteger();
    upstream.answer =
        second(
            3,
            request -> {
              switch (turn.getAndIncrement()) {
                case 0 -> request.response().setStatusCode(500).end();
                case 1 -> {
                  request.response().putHeader("content-length", "5000").write("[{\"id\":");
                  fixture.vertx.setTimer(50, cut -> request.connection().close());
                }
                default -> request.response().end("[{\"id\": \"r001");
              }
            },
            paged(250, 100));

    assertThat(run(fixture.task(NUMBERED), fixture.attempt()).getLong("rows")).isEqualTo(250);
    assertThat(turn).hasValue(3);
  }

  @Test
  void an_upstream_that_stays_down_ends_the_attempt_and_the_next_one_goes_on() {
    upstream.answer =
        second(4, request -> request.response().setStatusCode(500).end(), paged(250, 100));
    HandContext first = fixture.attempt();
    SyncTask task = fixture.task(NUMBERED);

    assertThatThrownBy(() -> run(task, first)).hasMessage("The upstream answered 500.");
    upstream.asked.clear();
    run(task, first.next(fixture.postgres));

    assertThat(upstream.asked).noneMatch(uri -> uri.endsWith("page=1"));
    assertThat(fixture.rows()).isEqualTo(250);
  }

  @Test
  void who_declares_a_source_otherwise_begins_anew() {
    upstream.answer =
        second(4, request -> request.response().setStatusCode(500).end(), paged(250, 100));
    HandContext first = fixture.attempt();
    assertThatThrownBy(() -> run(fixture.task(NUMBERED), first)).isInstanceOf(TaskFailure.class);
    upstream.asked.clear();

    run(
        fixture.task(NUMBERED + "first-page: 1\nfields: { n: /value }\n"),
        first.next(fixture.postgres));

    assertThat(upstream.asked.getFirst()).endsWith("page=1");
    assertThat(fixture.count("SELECT count(*) FROM synced_row WHERE value ? 'n'")).isEqualTo(250);
  }

  @Test
  void another_shape_is_said_with_what_is_there() {
    upstream.answer =
        request -> send(request, new JsonObject().put("error", "x").put("items", new JsonArray()));

    fails(NUMBERED + "rows: /data/rows\n", "'/data/rows'", "error, items");
  }

  @Test
  void a_row_without_a_key_fails_with_its_place_and_its_batch_is_not_written() {
    upstream.answer =
        request -> {
          JsonArray rows = rows(0, 150);
          rows.getJsonObject(120).remove("id");
          send(request, rows);
        };

    fails("paging: none\n", "row 121", "/id");
    assertThat(fixture.rows()).isEqualTo(100);
  }

  @Test
  void a_huge_page_and_a_wrong_key_are_not_tried_again() {
    upstream.answer = request -> send(request, rows(0, 100));
    fails("paging: none\nlargest-page: 1KiB\n", "larger than 1KiB");

    upstream.answer = request -> request.response().setStatusCode(401).end();
    upstream.asked.clear();
    fails("paging: none\n", "401", "key");
    assertThat(upstream.asked).hasSize(1);
  }

  @Test
  void a_worker_that_lost_its_task_writes_nothing_any_more() throws InterruptedException {
    Promise<Void> released = Promise.promise();
    CountDownLatch held = new CountDownLatch(1);
    upstream.answer =
        second(
            1,
            request -> {
              held.countDown();
              released.future().onSuccess(go -> paged(250, 100).handle(request));
            },
            paged(250, 100));
    HandContext first = fixture.attempt();
    SyncTask task = fixture.task(NUMBERED);
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread zombie =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    run(task, first);
                  } catch (RuntimeException thrown) {
                    ended.set(thrown);
                  }
                });
    assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
    // the second page is asked for while the first is written
    Patience.holds(() -> assertThat(fixture.rows()).isEqualTo(100));

    HandContext second = first.next(fixture.postgres);
    released.complete();
    zombie.join();

    assertThat(ended.get()).hasMessage("Another worker has the task now.");
    assertThat(fixture.rows()).isEqualTo(100);
    assertThat(run(task, second).getLong("rows")).isEqualTo(250);
    assertThat(fixture.rows()).isEqualTo(250);
  }
}
