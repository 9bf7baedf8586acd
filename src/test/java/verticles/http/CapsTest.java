package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.limit.LimitsConfig;
import verticles.testing.Patience;

/** What one client may have at once. */
class CapsTest {
  private static final String LIVE = "GET /health/live HTTP/1.1\nHost: x\n\n";

  private final List<TestServer> servers = new ArrayList<>();
  private Path data;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    data = folder;
  }

  @AfterEach
  void stop() {
    servers.forEach(TestServer::close);
  }

  /** The usual configuration with caps for one client; a sixth stream is too many for the node. */
  private static HttpConfig capped(int connectionsOfAddress, int streamsOfUser) {
    return TestServer.config(
        "max-streams: 5",
        "max-connections-per-address: " + connectionsOfAddress,
        "max-streams-per-user: " + streamsOfUser);
  }

  private TestServer start(HttpConfig config, String... proxies) {
    LimitsConfig none = LimitsConfig.unlimited();
    LimitsConfig limits =
        new LimitsConfig(
            List.of(proxies),
            none.read(),
            none.write(),
            none.heavy(),
            none.signIn(),
            none.stream());
    TestServer server = new TestServer(data, config, limits).open();
    servers.add(server);
    return server;
  }

  private static String stream(TestServer server, String user) {
    String token = server.token(new Caller(user, "north", Role.VIEWER), Duration.ofMinutes(5));
    return "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
        + token
        + "\n\n";
  }

  @Test
  void oneConnectionTooManyOfAnAddressIsClosedUntilAnotherIsGone() throws Exception {
    TestServer server = start(capped(2, 0));
    try (Raw first = server.raw();
        Raw second = server.raw()) {
      assertThat(first.send(LIVE).answer().status()).isEqualTo(200);
      assertThat(second.send(LIVE).answer().status()).isEqualTo(200);
      try (Raw third = server.raw()) {
        assertThat(third.closedByServer()).isTrue();
      }
      assertThat(first.send(LIVE).answer().status()).isEqualTo(200);
      second.close();

      Patience.holds(
          () -> {
            try (Raw other = server.raw()) {
              assertThat(other.send(LIVE).answer().status()).isEqualTo(200);
            } catch (IOException closed) {
              throw new AssertionError("no room yet", closed);
            }
          });
    }
  }

  @Test
  void whoHasJustConnectedGivesWayOnlyWhenTheNodeIsFull() {
    TestServer server = start(TestServer.config("max-connections: 10"));

    // again when the machine was so busy that they were not young any more
    Patience.holds(
        () -> {
          try (Group crowd = new Group(server, 10)) {
            assertThat(crowd.answered()).isEqualTo(10);
          } catch (IOException closed) {
            throw new AssertionError("one was not let in", closed);
          }
        });
    Patience.holds(
        () -> {
          try (Group crowd = new Group(server, 10);
              Raw late = server.raw()) {
            assertThat(late.send(LIVE).answer().status()).isEqualTo(200);
            assertThat(crowd.answered()).isEqualTo(9);
          } catch (IOException closed) {
            throw new AssertionError("it was not let in", closed);
          }
        });
  }

  /** Connections that are opened one after the other and then ask. */
  private static final class Group implements AutoCloseable {
    private final List<Raw> all = new ArrayList<>();

    Group(TestServer server, int size) throws IOException {
      for (int connection = 0; connection < size; connection++) {
        all.add(server.raw());
      }
    }

    private static boolean isAnswered(Raw raw) {
      try {
        return raw.send(LIVE).answer().status() == 200;
      } catch (IOException | RuntimeException | AssertionError closed) {
        return false;
      }
    }

    long answered() {
      return all.stream().filter(Group::isAnswered).count();
    }

    @Override
    public void close() throws IOException {
      for (Raw raw : all) {
        raw.close();
      }
    }
  }

  @Test
  void aTrustedProxyMayHaveAsManyConnectionsAsItNeeds() throws Exception {
    TestServer server = start(capped(2, 0), "127.0.0.1");
    List<Raw> all = new ArrayList<>();
    for (int connection = 0; connection < 5; connection++) {
      Raw raw = server.raw();
      all.add(raw);
      assertThat(raw.send(LIVE).answer().status()).isEqualTo(200);
    }
    for (Raw raw : all) {
      raw.close();
    }
  }

  @Test
  void oneStreamTooManyOfAUserIs429AndOthersMayStillOpenTheirs() throws Exception {
    TestServer server = start(capped(0, 2));
    try (Raw first = server.raw();
        Raw second = server.raw();
        Raw third = server.raw();
        Raw other = server.raw()) {
      assertThat(first.send(stream(server, "ann")).answer(false).status()).isEqualTo(200);
      assertThat(second.send(stream(server, "ann")).answer(false).status()).isEqualTo(200);

      Raw.Answer refused = third.send(stream(server, "ann")).answer();

      assertThat(refused.status()).isEqualTo(429);
      assertThat(new JsonObject(refused.text()).getString("detail"))
          .contains("as many open streams as one user may");
      assertThat(refused.header("retry-after")).isNotEmpty();
      assertThat(other.send(stream(server, "bob")).answer(false).status()).isEqualTo(200);
    }
    Patience.holds(
        () -> assertThat(server.meters.get("spinreserve.http.streams").gauge().value()).isZero());
  }

  @Test
  void aStreamThatIsOnlyAskedForItsHeadIsCountedOnce() throws Exception {
    TestServer server = start(capped(0, 2));
    try (Raw raw = server.raw()) {
      for (int round = 0; round < 4; round++) {
        String head = stream(server, "ann").replace("GET", "HEAD");
        assertThat(raw.send(head).answer(false).status()).isEqualTo(200);
      }
    }

    Patience.holds(
        () -> assertThat(server.meters.get("spinreserve.http.streams").gauge().value()).isZero());
  }

  @Test
  void manyRequestsAtOnceOnOneConnectionAreAnsweredInTheirOrder() throws Exception {
    TestServer server = start(capped(0, 0));
    String request =
        "GET /api/v1/data/prices?zone=Z%d HTTP/1.1\nHost: x\nAuthorization: Bearer "
            + server.token(Role.VIEWER)
            + "\n\n";
    StringBuilder all = new StringBuilder();
    IntStream.range(0, 500).forEach(round -> all.append(request.formatted(round)));
    try (Raw raw = server.raw()) {
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      raw.send(all.toString());
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  });
      for (int round = 0; round < 500; round++) {
        assertThat(raw.answer().text()).contains("Z" + round);
      }
      sender.join();
    }
  }
}
