package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.assertFails;
import static verticles.egress.Way.endless;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.until;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;

/** An answer that is read bit by bit. */
class EgressStreamTest {
  private final Way way = new Way();

  @AfterEach
  void close() {
    way.close();
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
}
