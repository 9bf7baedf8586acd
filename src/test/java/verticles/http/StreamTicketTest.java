package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.NoticeDesk.V1;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** Who may open a stream. */
class StreamTicketTest {
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
  void a_ticket_opens_one_socket_from_its_origin_once() throws Exception {
    String ticket = desk.ticket("websocket", "Origin", "https://desk.example");

    assertThat(desk.withTicket(ticket, "Origin", "https://desk.example")).isEqualTo(101);
    assertThat(desk.withTicket(ticket, "Origin", "https://desk.example")).isEqualTo(401);
  }

  @Test
  void a_ticket_is_refused_elsewhere_and_for_other_things() throws Exception {
    String own = "http://127.0.0.1:" + desk.port();

    assertThat(desk.withTicket(desk.ticket("websocket"), "Origin", own)).isEqualTo(401);
    assertThat(desk.withTicket(desk.ticket("websocket", "Origin", own))).isEqualTo(401);
    assertThat(
            desk.withTicket(
                desk.ticket("websocket", "Origin", own), "Origin", "https://desk.example"))
        .isEqualTo(401);
    assertThat(desk.withTicket(desk.ticket("events"))).isEqualTo(401);
    assertThat(desk.withTicket("A".repeat(43))).isEqualTo(401);
    assertThat(desk.withTicket("short")).isEqualTo(401);
    assertThat(desk.withTicket(desk.ticket("websocket", "Origin", own), "Origin", own))
        .isEqualTo(101);
  }

  @Test
  void a_ticket_tried_for_another_purpose_is_spent() throws Exception {
    String ticket = desk.ticket("websocket");

    HttpResponse<String> wrong =
        desk.server.send(desk.server.request("/api/v1/notifications?ticket=" + ticket));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("not valid");
    assertThat(desk.withTicket(ticket)).isEqualTo(401);
  }

  @Test
  void a_page_of_another_site_gets_nowhere() throws Exception {
    List<String> evil =
        List.of(
            "Authorization",
            "Bearer " + desk.server.token(Role.ADMIN),
            "Origin",
            "https://evil.example");

    assertThat(SocketClient.refused(desk.port(), "/ws", evil, List.of(V1))).isEqualTo(403);
    assertThat(desk.askTicket("websocket", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(desk.askTicket("websocket", "Origin", "null").statusCode()).isEqualTo(403);
  }

  @Test
  void a_token_in_an_address_is_refused_with_a_sentence() {
    String token = desk.server.token(Role.VIEWER);
    for (String query : List.of("access_token=", "token=", "ticket=")) {
      HttpResponse<String> answer =
          desk.server.send(desk.server.request("/api/v1/notifications?" + query + token));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("never belongs in an address").doesNotContain(token);
    }
  }

  @Test
  void nobody_gets_in_without_a_ticket_or_a_token() throws Exception {
    assertThat(SocketClient.refused(desk.port(), "/ws", List.of(), List.of(V1))).isEqualTo(401);
    assertThat(
            SocketClient.refused(desk.port(), "/ws", desk.bearer(Role.VIEWER), List.of("other.v1")))
        .isEqualTo(400);
    assertThat(desk.server.get(Role.VIEWER, "/ws").statusCode()).isEqualTo(400);
  }

  @Test
  void the_ticket_of_a_token_that_was_signed_out_meanwhile_is_worth_nothing() throws Exception {
    String token = desk.server.token(Role.VIEWER);
    HttpResponse<String> made =
        desk.server.send(
            desk.server
                .request("/api/v1/tickets")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"purpose\":\"websocket\"}")));

    desk.server.send(
        desk.server
            .request("/api/v1/auth/session")
            .header("Authorization", "Bearer " + token)
            .DELETE());

    assertThat(desk.withTicket(new JsonObject(made.body()).getString("ticket"))).isEqualTo(401);
  }
}
