package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.assertFails;
import static verticles.egress.Way.endless;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.bus.Failure;

/** The time, the size and the number that requests have. */
class EgressBoundsTest {
  private final Way way = new Way();

  @AfterEach
  void close() {
    way.close();
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
}
