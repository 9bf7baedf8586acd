package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private final Way way = new Way();
  private final AtomicInteger status = new AtomicInteger(503);
  private final AtomicInteger asked = new AtomicInteger();
  private final int port =
      way.serve(
          request -> {
            asked.incrementAndGet();
            request.response().setStatusCode(status.get()).end();
          });
  private final EgressClient egress = way.open();

  @AfterEach
  void close() {
    way.close();
  }

  @Test
  void a_host_that_fails_is_left_in_peace_and_asked_again_later() {
    way.names.answer("up.example", "127.0.0.1");
    for (int i = 0; i < 5; i++) {
      assertThat(await(ask("up.example")).status()).isEqualTo(503);
    }

    assertThat(failure(ask("up.example"))).hasMessageContaining("failed too often");
    assertThat(asked.get()).isEqualTo(5);
    assertThat(egress.resting()).containsExactly("llm up.example:" + port);

    status.set(200);
    way.clock.pass(Breakers.OPEN_FOR.plusSeconds(1));
    for (int i = 0; i < 6; i++) {
      assertThat(await(ask("up.example")).status()).isEqualTo(200);
    }
    assertThat(egress.resting()).isEmpty();
  }

  @Test
  void a_host_that_still_fails_rests_on() {
    way.names.answer("up.example", "127.0.0.1");
    for (int i = 0; i < 5; i++) {
      await(ask("up.example"));
    }
    way.clock.pass(Breakers.OPEN_FOR.plusSeconds(1));
    await(ask("up.example"));
    await(ask("up.example"));

    assertThat(failure(ask("up.example"))).hasMessageContaining("failed too often");
    assertThat(asked.get()).isEqualTo(7);
  }

  @Test
  void other_hosts_and_other_purposes_are_asked_meanwhile() {
    way.names.answer("up.example", "127.0.0.1").answer("other.example", "127.0.0.1");
    for (int i = 0; i < 5; i++) {
      await(ask("up.example"));
    }

    assertThat(await(ask("other.example")).status()).isEqualTo(503);
    assertThat(await(egress.send(Purpose.CDN, get("http://up.example:" + port + "/"))).status())
        .isEqualTo(503);
  }

  @Test
  void an_answer_that_blames_the_request_does_not_count() {
    status.set(500);
    way.names.answer("up.example", "127.0.0.1");
    for (int i = 0; i < 30; i++) {
      assertThat(await(ask("up.example")).status()).isEqualTo(500);
    }
  }

  @Test
  void nobody_listening_counts() {
    way.names.answer("other.example", "127.0.0.9");
    for (int i = 0; i < 5; i++) {
      assertThat(failure(ask("other.example"))).hasMessageContaining("cannot be reached");
    }

    assertThat(failure(ask("other.example"))).hasMessageContaining("failed too often");
    assertThat(way.count(Purpose.LLM, Outcome.BREAKER_OPEN)).isEqualTo(1);
  }

  private Future<EgressAnswer> ask(String host) {
    return egress.send(Purpose.LLM, get("http://" + host + ":" + port + "/"));
  }
}
