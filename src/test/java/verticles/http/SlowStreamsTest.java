package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;
import verticles.testing.Patience;
import verticles.testing.TestCertificates;
import verticles.testing.TestCertificates.Pem;

/** Clients of HTTP/2 that open streams and do not read, or do not mean, what they asked for. */
class SlowStreamsTest {
  private static final String LARGE = "/api/v1/data/prices?zone=LARGE";
  private static final String SMALL = "/api/v1/data/prices?zone=DK1";
  private static final int LARGE_BYTES = 1024 * 1024;
  private static final int WINDOW = 65_535;
  private static final int MOST_STREAMS = 100;
  private static final int PLENTY = 1 << 28;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;

  @TempDir static Path folder;
  private static TestCertificates authority;
  private static Pem pem;

  private TestServer server;
  private String token;

  @BeforeAll
  static void sign() {
    authority = TestCertificates.in(folder);
    pem = authority.sign("node", "ip:127.0.0.1");
  }

  @BeforeEach
  void start(@TempDir Path data) {
    HttpConfig config =
        TestServer.config(
            "write-timeout: 1s",
            "tls: { certificate: '%s', key: '%s' }".formatted(pem.certificate(), pem.key()));
    server = new TestServer(data, config).open();
    server.cache.source =
        read -> Future.succeededFuture(new byte[read.key().contains("LARGE") ? LARGE_BYTES : 1024]);
    token = server.token(Role.VIEWER);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp2 connect(int window) throws IOException {
    return new RawHttp2(authority.client(), server.front.port(), window);
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private double counted(String name) {
    return server.meters.get(name).functionCounter().count();
  }

  @Test
  void aHundredStreamsWithoutCreditShareOneAnswerAndTheirConnectionIsClosed() throws Exception {
    long before = heap();
    try (RawHttp2 client = connect(WINDOW)) {
      for (int stream = 0; stream < MOST_STREAMS; stream++) {
        client.get(LARGE, token);
      }
      int received = 0;
      while (received < WINDOW) {
        RawHttp2.Frame frame = client.frame().orElseThrow();
        received += frame.type() == RawHttp2.DATA ? frame.payload().length : 0;
      }

      assertThat(heap() - before).isLessThan(20L * LARGE_BYTES);
      while (client.frame().isPresent()) {
        assertThat(received).isEqualTo(WINDOW);
      }
    }
    assertThat(server.meters.get("spinreserve.http.connections.closed").tag("reason", "overdue"))
        .satisfies(closed -> assertThat(closed.functionCounter().count()).isEqualTo(1));
  }

  /** Asks for more all the time, until one stream is reset; with which code. */
  private int resetOf(RawHttp2 client, int slow, boolean dripping) throws IOException {
    int beside = client.get(SMALL, token);
    while (true) {
      RawHttp2.Frame frame = client.frame().orElseThrow();
      if (frame.type() == RawHttp2.RESET && frame.stream() == slow) {
        return frame.code();
      }
      if (frame.stream() == beside && frame.isEnd()) {
        if (dripping) {
          client.credit(slow, 1);
        }
        beside = client.get(SMALL, token);
      }
    }
  }

  private boolean isAnswered(RawHttp2 client, int stream) throws IOException {
    for (Optional<RawHttp2.Frame> next = client.frame(); next.isPresent(); next = client.frame()) {
      if (next.get().stream() == stream && next.get().isEnd()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void aStreamThatNobodyReadsIsResetAndTheOthersOfItsConnectionGoOn() throws Exception {
    try (RawHttp2 client = connect(WINDOW)) {
      client.credit(0, PLENTY);

      assertThat(resetOf(client, client.get(LARGE, token), false)).isEqualTo(CANCEL);

      assertThat(isAnswered(client, client.get(SMALL, token))).isTrue();
    }
    assertThat(counted("spinreserve.http.connections.streams.reset")).isEqualTo(1);
  }

  @Test
  void creditInDropsIsNoReading() throws Exception {
    try (RawHttp2 client = connect(WINDOW)) {
      client.credit(0, PLENTY);

      assertThat(resetOf(client, client.get(LARGE, token), true)).isEqualTo(CANCEL);
    }
  }

  @Test
  void whoReadsSlowlyButSteadilyGetsAll() throws Exception {
    try (RawHttp2 client = connect(16 * 1024)) {
      client.credit(0, PLENTY);
      int stream = client.get(LARGE, token);
      int received = 0;
      boolean ended = false;
      while (!ended) {
        RawHttp2.Frame frame = client.frame().orElseThrow();
        assertThat(frame.type()).isNotEqualTo(RawHttp2.RESET);
        if (frame.type() == RawHttp2.DATA) {
          received += frame.payload().length;
          // the whole of it takes several times as long as nothing may be read
          Thread.sleep(60);
          client.credit(stream, Math.max(1, frame.payload().length));
        }
        ended = frame.isEnd();
      }

      assertThat(received).isEqualTo(LARGE_BYTES);
    }
  }

  @Test
  void oneStreamTooManyIsRefusedAlsoToAClientThatAcknowledgesNothing() throws Exception {
    try (RawHttp2 client = connect(0)) {
      for (int stream = 0; stream < MOST_STREAMS; stream++) {
        client.get(LARGE, token);
      }
      int surplus = client.get(LARGE, token);
      Set<Integer> refused = new HashSet<>();
      while (refused.isEmpty()) {
        RawHttp2.Frame frame = client.frame().orElseThrow();
        if (frame.type() == RawHttp2.RESET && frame.code() == REFUSED_STREAM) {
          refused.add(frame.stream());
        }
      }

      assertThat(refused).containsExactly(surplus);
    }
  }

  @Test
  void streamsThatAreResetAsFastAsTheyAreOpenedEndTheConnection() throws Exception {
    try (RawHttp2 client = connect(WINDOW)) {
      boolean closed = false;
      for (int round = 0; round < 1000 && !closed; round++) {
        try {
          client.reset(client.get(SMALL, token));
        } catch (IOException gone) {
          closed = true;
        }
      }
      int code = 0;
      for (Optional<RawHttp2.Frame> next = client.frame();
          next.isPresent();
          next = client.frame()) {
        code = next.get().type() == RawHttp2.GOAWAY ? next.get().code() : code;
      }

      // the reset of the socket may take the farewell with it
      assertThat(code).isIn(ENHANCE_YOUR_CALM, 0);
    }
  }

  private static boolean isRefused(RawHttp2 client) {
    try {
      for (int ping = 0; ping < 100_000; ping++) {
        client.ping();
      }
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  @Test
  void pingsWhoseAnswersNobodyReadsEndTheConnection() throws Exception {
    try (RawHttp2 client = connect(WINDOW)) {
      // as long as it takes: what was sent before it closed still lies in buffers
      Patience.holds(() -> assertThat(isRefused(client)).isTrue());
    }
  }
}
