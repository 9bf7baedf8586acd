package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** What repeated requests do to connections: deadlines, slow readers, resets, memory, the end. */
class RepeatConnectionsTest {
  private static final int MEGABYTE = 1 << 20;

  private TestServer server;
  private String request = "";

  @BeforeEach
  void start(@TempDir Path data) {
    open(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void open(Path data, String... settings) {
    server = new TestServer(data, TestServer.config(settings)).open();
    request =
        "GET /api/v1/data/prices?zone=DK1 HTTP/1.1\nHost: x\nAuthorization: Bearer "
            + server.token(Role.VIEWER)
            + "\n\n";
  }

  private double repeats() {
    return server.meters.get("spinreserve.http.repeats").functionCounter().count();
  }

  private double open() {
    return server.meters.get("spinreserve.http.connections").gauge().value();
  }

  private void untilRepeated(Raw raw) throws IOException {
    double before = repeats();
    for (int round = 0; round < 50 && repeats() == before; round++) {
      raw.send(request).answer();
    }
    assertThat(repeats()).isGreaterThan(before);
  }

  @Test
  void repeatsKeepAConnectionAndItsDeadlineIsTheIdleOne(@TempDir Path data) throws Exception {
    server.close();
    open(data, "header-timeout: 300ms", "idle-timeout: 1500ms");
    try (Raw raw = server.raw();
        Raw learner = server.raw()) {
      untilRepeated(learner);
      double before = repeats();
      // this connection is answered by bytes from its first request on
      for (int round = 0; round < 20; round++) {
        assertThat(raw.send(request).answer().status()).isEqualTo(200);
        Thread.sleep(100);
        learner.send(request).answer();
      }
      assertThat(repeats()).isGreaterThan(before);

      assertThat(raw.closedByServer()).isTrue();
      assertThat(learner.closedByServer()).isTrue();
    }
    for (int round = 0; round < 200 && open() > 0; round++) {
      Thread.sleep(20);
    }
    assertThat(open()).isZero();
  }

  @Test
  void aClientThatReadsLateGetsEveryAnswerWhole() throws Exception {
    byte[] big = new byte[MEGABYTE];
    for (int at = 0; at < big.length; at++) {
      big[at] = (byte) (at * 31);
    }
    server.cache.source = read -> Future.succeededFuture(big);
    try (Raw learner = server.raw();
        Raw slow = new Raw(server.front.port(), 4096)) {
      untilRepeated(learner);
      double before = repeats();
      int sent = 24;
      for (int round = 0; round < sent; round++) {
        slow.send(request);
        Thread.sleep(20);
      }
      // what the client does not take is not answered from bytes into memory
      assertThat(repeats() - before).isBetween(1.0, sent - 1.0);

      for (int round = 0; round < sent; round++) {
        assertThat(slow.answer().body()).isEqualTo(big);
      }
    }
  }

  @Test
  void connectionsThatAreResetLeaveNoMemoryBehind() throws Exception {
    server.cache.source = read -> Future.succeededFuture(new byte[MEGABYTE]);
    try (Raw learner = server.raw()) {
      untilRepeated(learner);
    }
    settle();
    long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    for (int round = 0; round < 40; round++) {
      try (Raw raw = new Raw(server.front.port(), 4096)) {
        raw.send(request);
        if (round % 2 == 0) {
          Thread.sleep(5);
          raw.send(request).reset();
        }
      }
    }
    settle();

    assertThat(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory()).isLessThanOrEqualTo(before);
  }

  private void settle() throws InterruptedException {
    for (int round = 0; round < 200 && open() > 0; round++) {
      Thread.sleep(20);
    }
    assertThat(open()).isZero();
    Thread.sleep(100);
  }

  @Test
  void aServerThatStopsClosesConnectionsThatRepeat() throws Exception {
    try (Raw raw = server.raw()) {
      untilRepeated(raw);

      Future<Void> stopped = server.stop();

      assertThat(raw.closedByServer()).isTrue();
      TestServer.await(stopped);
    }
  }
}
