package verticles.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.sync.SyncFixture.run;
import static verticles.sync.TestUpstream.rows;
import static verticles.sync.TestUpstream.send;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import verticles.tasks.TaskFailure;

/** The ways from a page to the next. */
@Timeout(60)
class SyncPagingTest {
  private final SyncFixture fixture = new SyncFixture();
  private final TestUpstream upstream = fixture.upstream;

  @AfterEach
  void close() {
    fixture.close();
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
}
