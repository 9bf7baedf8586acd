package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.market.MarketMessage;

class StreamTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void tick(int second) {
    server.bus.announce(
        MarketMessage.TICKS,
        new MarketMessage.Ticks(
            List.of(
                new MarketMessage.Tick(
                    "SIM-1", START.plusSeconds(second), new BigDecimal("42.10"), true))));
  }

  private Raw open(String token, String more) throws IOException {
    Raw raw = server.raw();
    raw.send(
        "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
            + token
            + "\n"
            + more
            + "\n");
    return raw;
  }

  private Raw open(String more) throws IOException {
    return open(server.token(Role.VIEWER), more);
  }

  private static String until(Raw raw, String beginning) throws IOException {
    for (int lines = 0; lines < 10_000; lines++) {
      String line = raw.line();
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("no line began with " + beginning);
  }

  @Test
  void eachTickIsAnEventAndTheLastOneComesAtOnce() throws Exception {
    try (Raw raw = open("")) {
      assertThat(raw.answer(false).header("content-type")).startsWith("text/event-stream");
      until(raw, "retry: ");
      tick(1);

      assertThat(until(raw, "id: ")).isEqualTo("id: " + START.plusSeconds(1).toEpochMilli());
      assertThat(raw.line()).isEqualTo("event: ticks");
      assertThat(raw.line())
          .isEqualTo(
              "data: {\"ticks\":[{\"zone\":\"SIM-1\",\"at\":\"2026-11-20T12:00:01Z\","
                  + "\"priceEurMwh\":42.10,\"simulated\":true}]}");
    }
    try (Raw late = open("")) {
      assertThat(until(late, "id: ")).isEqualTo("id: " + START.plusSeconds(1).toEpochMilli());
    }
  }

  @Test
  void whoComesBackGetsWhatHeMissed() throws Exception {
    try (Raw raw = open("")) {
      until(raw, "retry: ");
      IntStream.rangeClosed(1, 70).forEach(this::tick);
      String last = "id: " + START.plusSeconds(70).toEpochMilli();
      while (!until(raw, "id: ").equals(last)) {
        // the first seventy
      }
    }
    try (Raw again = open("Last-Event-ID: " + START.plusSeconds(67).toEpochMilli() + "\n")) {
      for (int second = 68; second <= 70; second++) {
        assertThat(until(again, "id: "))
            .isEqualTo("id: " + START.plusSeconds(second).toEpochMilli());
      }
    }
    try (Raw longAgo = open("Last-Event-ID: 0\n")) {
      assertThat(until(longAgo, "id: ")).isEqualTo("id: " + START.plusSeconds(11).toEpochMilli());
    }
  }

  @Test
  void aSlowReaderGetsTheNewestAndHoldsNoMemory() throws Exception {
    String token = server.token(Role.VIEWER);
    try (Raw slow = new Raw(server.front.port(), 2048);
        Raw quick = open("")) {
      slow.send(
          "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + token
              + "\n\n");
      until(slow, "retry: ");
      until(quick, "retry: ");
      int ticks = 0;
      while (conflated() == 0 && ticks < 200_000) {
        for (int burst = 0; burst < 500; burst++) {
          tick(++ticks);
        }
        String newest = "id: " + START.plusSeconds(ticks).toEpochMilli();
        while (!until(quick, "id: ").equals(newest)) {
          // the quick one reads on
        }
      }
      assertThat(conflated()).isPositive();

      String newest = "id: " + START.plusSeconds(ticks).toEpochMilli();
      int events = 1;
      while (!until(slow, "id: ").equals(newest)) {
        events++;
      }
      assertThat(events).isLessThan(ticks);
    }
  }

  private double conflated() {
    return server.meters.get("spinreserve.http.streams.conflated").functionCounter().count();
  }

  @Test
  void aStreamEndsWithItsToken() throws Exception {
    String token = server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofSeconds(2));
    try (Raw raw = open(token, "")) {
      assertThat(until(raw, "event: ")).isEqualTo("event: expired");
    }
  }

  @Test
  void oneStreamTooManyIs503AndAClosedOneMakesRoom() throws Exception {
    try (Raw first = open("")) {
      until(first, "retry: ");
      Raw second = open("");
      until(second, "retry: ");
      try (Raw third = open("")) {
        assertThat(third.answer().status()).isEqualTo(503);
      }
      second.close();
      int status = 503;
      for (int round = 0; round < 100 && status != 200; round++) {
        Thread.sleep(50);
        try (Raw third = open("")) {
          status = third.answer(false).status();
        }
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void aLastEventIdThatIsNoneIs400() throws Exception {
    try (Raw raw = open("Last-Event-ID: yesterday\n")) {
      assertThat(raw.answer().status()).isEqualTo(400);
    }
  }
}
