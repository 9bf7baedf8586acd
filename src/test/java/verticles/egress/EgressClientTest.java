package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.assertFails;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** What is sent, and what counts as an answer. */
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
}
