package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

/** Repeats among other requests, in the pieces in which a network may bring them. */
class RepeatOrderTest extends RepeatServer {
  @Test
  void pipelinedAnswersKeepTheirOrder() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      server.cache.entries.remove(server.cache.entries.keySet().iterator().next());
      Promise<byte[]> source = server.cache.hold();

      raw.send(request());
      for (int round = 0; round < 200 && server.cache.loads.get() < 2; round++) {
        Thread.sleep(10);
      }
      raw.send(LIVE);
      Thread.sleep(50);
      raw.send(request());
      Thread.sleep(50);
      source.complete("late".getBytes());

      assertThat(raw.answer().text()).isEqualTo("late");
      assertThat(raw.answer().header("content-type")).startsWith("application/json");
      assertThat(raw.answer().text()).isEqualTo("late");
      assertThat(untilRepeated(raw, request(), true).text()).isEqualTo("late");
    }
  }

  @Test
  void severalRequestsInOneReadAndOneInSeveralReadsAreAllAnswered() throws Exception {
    try (Raw raw = server.raw()) {
      String text = untilRepeated(raw, request(), true).text();

      raw.send(request().repeat(5) + LIVE + request());
      for (int answer = 0; answer < 5; answer++) {
        assertThat(raw.answer().text()).isEqualTo(text);
      }
      assertThat(raw.answer().text()).isNotEqualTo(text);
      assertThat(raw.answer().text()).isEqualTo(text);

      for (int at : new int[] {1, 16, 17, 18, 40, request().length() - 1}) {
        raw.send(request().substring(0, at));
        Thread.sleep(30);
        raw.send(request().substring(at));
        assertThat(raw.answer().text()).as("split at " + at).isEqualTo(text);
      }
      assertThat(untilRepeated(raw, request(), true).text()).isEqualTo(text);
    }
  }

  @Test
  void aRequestWithABodyThatLooksLikeARepeatIsReadAsABody() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw, request(), true);
      String body = request().replace("\n", "\r\n");
      double before = repeats();

      raw.send(
          "POST /api/v1/auth/session HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: "
              + body.length()
              + "\n\n");
      Thread.sleep(50);
      raw.send(request());

      assertThat(raw.answer().status()).isEqualTo(400);
      assertThat(repeats()).isEqualTo(before);
    }
  }
}
