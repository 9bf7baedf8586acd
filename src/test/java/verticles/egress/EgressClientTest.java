package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;

class EgressClientTest {
  private final Way way = new Way();

  @AfterEach
  void close() {
    way.close();
  }

  @Test
  void a_request_reaches_the_other_server_and_its_answer_comes_back() {
    AtomicReference<String> seen = new AtomicReference<>("");
    int port =
        way.serve(
            request ->
                request
                    .body()
                    .onSuccess(
                        body -> {
                          seen.set(
                              request.method()
                                  + " "
                                  + request.uri()
                                  + " "
                                  + request.authority()
                                  + " "
                                  + request.getHeader("x-key")
                                  + " "
                                  + body);
                          request.response().setStatusCode(201).putHeader("x-a", "b").end("done");
                        }));
    way.names.answer("up.example", "127.0.0.1");

    EgressAnswer answer =
        await(
            way.open()
                .send(
                    Purpose.LLM,
                    new EgressRequest(
                        "POST",
                        URI.create("http://up.example:" + port + "/a?b=c"),
                        Map.of("x-key", "k"),
                        Buffer.buffer("hello"),
                        Duration.ofSeconds(10),
                        100)));

    assertThat(seen.get()).isEqualTo("POST /a?b=c up.example:" + port + " k hello");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.headers().get("x-a")).isEqualTo("b");
    assertThat(answer.body()).hasToString("done");
    assertThat(way.count(Purpose.LLM, Outcome.ANSWERED)).isEqualTo(1);
  }

  @Test
  void an_error_of_the_other_server_is_an_answer_too() {
    int port = way.serve(request -> request.response().setStatusCode(500).end("oops"));
    way.names.answer("up.example", "127.0.0.1");

    EgressAnswer answer =
        await(way.open().send(Purpose.CDN, get("http://up.example:" + port + "/")));

    assertThat(answer.status()).isEqualTo(500);
  }

  @Test
  void a_redirect_is_an_answer_where_none_is_declared() {
    int port =
        way.serve(
            request ->
                request
                    .response()
                    .setStatusCode(302)
                    .putHeader("location", "http://169.254.169.254/")
                    .end());
    way.names.answer("up.example", "127.0.0.1");

    EgressAnswer answer =
        await(way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/")));

    assertThat(answer.status()).isEqualTo(302);
  }

  @Test
  void a_slow_body_ends_at_the_deadline() {
    int port =
        way.serve(
            request -> {
              request.response().setChunked(true).write("a");
              way.vertx.setPeriodic(50, tick -> request.response().write("a"));
            });
    way.names.answer("up.example", "127.0.0.1");
    EgressClient egress = way.open();

    Future<EgressAnswer> answer =
        egress.send(
            Purpose.ORIGIN,
            get("http://up.example:" + port + "/", Map.of(), Duration.ofMillis(400)));

    assertFails(answer, Failure.TIMEOUT, "did not answer in time");
    assertThat(way.count(Purpose.ORIGIN, Outcome.TIMEOUT)).isEqualTo(1);
  }

  @Test
  void an_answer_that_failed_before_anybody_looked_says_so_to_who_looks() {
    int port = way.serve(request -> request.response().setChunked(true).write("a"));
    way.names.answer("up.example", "127.0.0.1");
    EgressRequest asked = get("http://up.example:" + port + "/", Map.of(), Duration.ofMillis(300));
    EgressStream late = await(way.open().open(Purpose.ORIGIN, asked));
    until("its time is over", () -> way.count(Purpose.ORIGIN, Outcome.TIMEOUT) == 1);
    Promise<Object> told = Promise.promise();

    late.on(() -> late.exceptionHandler(told::fail));

    assertFails(told.future(), Failure.TIMEOUT, "did not answer in time");
  }

  @Test
  void a_server_that_says_nothing_ends_at_the_deadline() {
    int port = way.say("");
    way.names.answer("up.example", "127.0.0.1");

    Future<EgressAnswer> answer =
        way.open()
            .send(
                Purpose.ORIGIN,
                get("http://up.example:" + port + "/", Map.of(), Duration.ofMillis(300)));

    assertFails(answer, Failure.TIMEOUT, "did not answer in time");
  }

  @Test
  void an_endless_body_is_cut_off_at_its_largest() {
    AtomicInteger written = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    int port =
        way.serve(
            request -> {
              request.response().setChunked(true).closeHandler(gone -> closed.incrementAndGet());
              endless(request, written);
            });
    way.names.answer("up.example", "127.0.0.1");

    Future<EgressAnswer> answer =
        way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/"));

    assertFails(answer, Failure.TOO_LARGE, "larger than allowed");
    until("the connection is closed", () -> closed.get() == 1);
    // what fits into the buffers of both sides
    assertThat(written.get()).isLessThan(2000);
  }

  private void endless(HttpServerRequest request, AtomicInteger written) {
    if (request.response().closed()) {
      return;
    }
    request
        .response()
        .write(Buffer.buffer("x".repeat(16 * 1024)))
        .onSuccess(
            done -> {
              written.incrementAndGet();
              endless(request, written);
            });
  }

  @Test
  void a_body_announced_too_large_is_not_even_begun() {
    int port = way.say("HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n");
    way.names.answer("up.example", "127.0.0.1");

    Future<EgressAnswer> answer =
        way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/"));

    assertFails(answer, Failure.TOO_LARGE, "larger than allowed");
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 5_000_000})
  void huge_headers_are_not_read(int size) {
    int port = way.say("HTTP/1.1 200 OK\r\nx: " + "a".repeat(size) + "\r\n\r\n");
    way.names.answer("up.example", "127.0.0.1");

    Future<EgressAnswer> answer =
        way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/"));

    assertFails(answer, Failure.TOO_LARGE, "larger than allowed");
  }

  @Test
  void what_is_no_http_is_no_answer() {
    int port = way.say("220 mail.example ESMTP password is hunter2\r\n");
    way.names.answer("up.example", "127.0.0.1");

    Throwable thrown =
        failure(way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/")));

    assertThat(thrown).isInstanceOf(FailureException.class).hasMessageNotContaining("hunter2");
  }

  @Test
  void a_second_address_is_tried_when_the_first_one_does_not_listen() {
    int port = way.serve(request -> request.response().end("here"));
    way.names.answer("up.example", "127.0.0.9", "127.0.0.1");

    EgressAnswer answer =
        await(way.open().send(Purpose.ORIGIN, get("http://up.example:" + port + "/")));

    assertThat(answer.body()).hasToString("here");
  }

  @Test
  void more_requests_than_may_run_are_refused_and_room_comes_back() {
    int port = way.serve(request -> way.vertx.setTimer(300, late -> request.response().end()));
    way.names.answer("up.example", "127.0.0.1");
    way.maxRunning = 2;
    EgressClient egress = way.open();
    String address = "http://up.example:" + port + "/";

    Future<EgressAnswer> one = egress.send(Purpose.WEBHOOK, get(address));
    Future<EgressAnswer> two = egress.send(Purpose.WEBHOOK, get(address));
    Future<EgressAnswer> three = egress.send(Purpose.WEBHOOK, get(address));

    assertFails(three, Failure.UNAVAILABLE, "Too many requests");
    await(Future.all(one, two));
    await(egress.send(Purpose.WEBHOOK, get(address)));
    assertThat(way.count(Purpose.WEBHOOK, Outcome.BUSY)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "transfer-encoding", "Content-Length", "x y", "x\r\ny", ""})
  void a_header_that_is_ours_is_refused(String name) {
    way.names.answer("up.example", "127.0.0.1");

    Future<EgressAnswer> answer =
        way.open()
            .send(
                Purpose.CDN,
                get("http://up.example/", Map.of(name, "secret"), Duration.ofSeconds(5)));

    assertThat(assertFails(answer, Failure.BAD_REQUEST, "header"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_value_with_a_line_break_is_refused() {
    Future<EgressAnswer> answer =
        way.open()
            .send(
                Purpose.CDN,
                get(
                    "http://up.example/",
                    Map.of("x-a", "secret\r\nx-b: c"),
                    Duration.ofSeconds(5)));

    assertThat(assertFails(answer, Failure.BAD_REQUEST, "x-a")).hasMessageNotContaining("secret");
  }

  @Test
  void an_open_answer_is_read_bit_by_bit_and_may_be_given_up() {
    AtomicInteger closed = new AtomicInteger();
    int port =
        way.serve(
            request -> {
              request.response().setChunked(true).closeHandler(gone -> closed.incrementAndGet());
              request.response().write("first");
            });
    way.names.answer("up.example", "127.0.0.1");
    List<String> parts = new java.util.concurrent.CopyOnWriteArrayList<>();

    EgressStream stream =
        await(way.open().open(Purpose.LLM, get("http://up.example:" + port + "/")));
    stream.handler(part -> parts.add(part.toString())).resume();
    until("a part came", () -> !parts.isEmpty());
    stream.cancel();

    until("the connection is closed", () -> closed.get() == 1);
    assertThat(parts).containsExactly("first");
    assertThat(way.count(Purpose.LLM, Outcome.CANCELLED)).isEqualTo(1);
  }

  @Test
  void a_paused_answer_holds_the_other_server_back() {
    AtomicInteger written = new AtomicInteger();
    int port =
        way.serve(
            request -> {
              request.response().setChunked(true);
              endless(request, written);
            });
    way.names.answer("up.example", "127.0.0.1");

    EgressStream stream =
        await(way.open().open(Purpose.LLM, get("http://up.example:" + port + "/")));
    int before = until("it stands still", written::get, now -> settled(written));

    assertThat(before).isPositive();
    stream.cancel();
  }

  private static boolean settled(AtomicInteger count) {
    int before = count.get();
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return before > 0 && count.get() == before;
  }

  private static Throwable assertFails(Future<?> future, Failure wanted, String text) {
    Throwable thrown = failure(future);
    assertThat(thrown).isInstanceOf(FailureException.class).hasMessageContaining(text);
    assertThat(((FailureException) thrown).failure()).isEqualTo(wanted);
    return thrown;
  }
}
