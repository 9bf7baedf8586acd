package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.NoticeDesk.V1;
import static verticles.http.NoticeDesk.until;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Topic;
import verticles.testing.Patience;

/** When the server ends a stream, and what it says then. */
class StreamEndTest {
  private NoticeDesk desk;

  @BeforeEach
  void start(@TempDir Path data) {
    desk = new NoticeDesk(data);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void signing_out_ends_a_stream_within_five_seconds() throws Exception {
    String token =
        desk.server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofMinutes(5));
    try (SocketClient socket =
        SocketClient.open(
            desk.port(), "/ws", List.of("Authorization", "Bearer " + token), List.of(V1))) {
      socket.next("welcome");

      desk.server.send(
          desk.server
              .request("/api/v1/auth/session")
              .header("Authorization", "Bearer " + token)
              .DELETE());

      assertThat(socket.next("closing").getJsonObject("payload").getInteger("code"))
          .isEqualTo(4401);
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void a_stream_ends_with_its_token() throws Exception {
    String token =
        desk.server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofSeconds(2));
    try (SocketClient socket =
        SocketClient.open(
            desk.port(), "/ws", List.of("Authorization", "Bearer " + token), List.of(V1))) {
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void who_talks_too_much_is_closed() throws Exception {
    try (SocketClient socket = desk.socket(Role.VIEWER, "")) {
      for (int message = 0; message < 60 && !socket.closed.isDone(); message++) {
        socket.send("{\"action\":\"ping\"}");
      }
      assertThat(socket.closeCode()).isEqualTo(4429);
    } catch (java.util.concurrent.ExecutionException closedWhileSending) {
      assertThat(closedWhileSending).hasMessageContaining("closed");
    }
  }

  @Test
  void streams_of_all_kinds_are_counted_once_and_a_closed_one_makes_room() throws Exception {
    SocketClient first = desk.socket(Role.VIEWER, "");
    for (int more = 2; more <= 4; more++) {
      desk.socket(Role.VIEWER, "");
    }
    try (Raw prices = new Raw(desk.port(), 2048)) {
      prices.send(
          "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + desk.server.token(Role.VIEWER)
              + "\n\n");
      assertThat(prices.answer(false).status()).isEqualTo(200);

      assertThat(SocketClient.refused(desk.port(), "/ws", desk.bearer(Role.VIEWER), List.of(V1)))
          .isEqualTo(429);
      first.close();
      Patience.holds(
          () ->
              assertThat(
                      SocketClient.refused(
                          desk.port(), "/ws", desk.bearer(Role.VIEWER), List.of(V1)))
                  .isEqualTo(101));
    }
  }

  @Test
  void a_client_that_takes_nothing_is_closed_and_counted() throws Exception {
    try (Raw slow = new Raw(desk.port(), 2048)) {
      slow.send(
          "GET /api/v1/notifications HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + desk.server.token(Role.VIEWER)
              + "\n\n");
      until(slow, "welcome");
      String filling = "x".repeat(15_000);
      for (int number = 0; number < 800; number++) {
        desk.server
            .notify
            .notifier()
            .publish(
                Notice.of(
                    Topic.KPIS,
                    Audience.user("ann"),
                    "large",
                    new JsonObject().put("filling", filling)));
      }
      Patience.holds(
          () ->
              assertThat(desk.server.meters.get("spinreserve.notify.streams").gauge().value())
                  .isZero());
      assertThat(slow.closedByServer()).isTrue();
    }
  }

  @Test
  void a_node_that_stops_says_when_to_come_back() throws Exception {
    try (SocketClient socket = desk.socket(Role.VIEWER, "")) {
      socket.next("welcome");
      desk.server.stop();
      assertThat(socket.next("closing").getJsonObject("payload").getInteger("retryMillis"))
          .isBetween(500, 8000);
      assertThat(socket.closeCode()).isEqualTo(1012);
    }
  }
}
