package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class NoticeStreamTest {
  private static final String V1 = "spinreserve.v1";

  private final Vertx database = Vertx.vertx();
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server =
        new TestServer(
                data,
                wide(),
                TestServer.NOTIFICATIONS,
                new PlainPostgres(database, TestPostgres.migrated()))
            .open();
  }

  @AfterEach
  void stop() {
    server.close();
    database.close();
  }

  static HttpConfig wide() {
    return TestServer.config("max-streams: 100", "max-streams-per-user: 5");
  }

  private int port() {
    return server.front.port();
  }

  private List<String> bearer(Role role) {
    return List.of("Authorization", "Bearer " + server.token(role));
  }

  private SocketClient socket(Role role, String query) throws Exception {
    return SocketClient.open(port(), "/ws" + query, bearer(role), List.of(V1));
  }

  private void publish(Audience audience, String type, int number) {
    publish(Topic.SYSTEM, audience, type, number);
  }

  private void publish(Topic topic, Audience audience, String type, int number) {
    TestServer.await(
        server
            .notify
            .notifier()
            .publish(Notice.of(topic, audience, type, new JsonObject().put("n", number))));
  }

  private HttpResponse<String> askTicket(String purpose, String... headers) {
    HttpRequest.Builder request =
        server
            .as(Role.VIEWER, "/api/v1/tickets")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"purpose\":\"" + purpose + "\"}"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request);
  }

  private String ticket(String purpose, String... headers) {
    HttpResponse<String> answer = askTicket(purpose, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body()).getString("ticket");
  }

  private int withTicket(String ticket, String... headers) throws Exception {
    return SocketClient.refused(port(), "/ws", List.of(headers), List.of(V1, "ticket." + ticket));
  }

  @Test
  void what_is_told_reaches_its_audience_and_nobody_else() throws Exception {
    try (SocketClient viewer = socket(Role.VIEWER, "");
        SocketClient operator = socket(Role.OPERATOR, "")) {
      assertThat(viewer.protocol()).isEqualTo(V1);
      assertThat(viewer.next().getString("type")).isEqualTo("welcome");
      assertThat(operator.next().getString("type")).isEqualTo("welcome");

      publish(Audience.role(Role.OPERATOR), "for.operators", 1);
      publish(Audience.user("bob"), "for.bob", 2);
      publish(Audience.organisation("south"), "for.south", 3);
      publish(Audience.user("ann"), "for.ann", 4);
      publish(Audience.organisation("north"), "for.north", 5);

      assertThat(viewer.next().getString("type")).isEqualTo("for.ann");
      JsonObject last = viewer.next();
      assertThat(last.getString("type")).isEqualTo("for.north");
      assertThat(last.getString("topic")).isEqualTo("system");
      assertThat(last.getJsonObject("payload").getInteger("n")).isEqualTo(5);
      assertThat(last.getLong("seq")).isEqualTo(5);
      assertThat(operator.next().getString("type")).isEqualTo("for.operators");
    }
  }

  @Test
  void who_comes_back_gets_what_he_missed_and_then_what_is_new() throws Exception {
    for (int number = 1; number <= 5; number++) {
      publish(Audience.user("ann"), "counted", number);
    }
    try (SocketClient back = socket(Role.VIEWER, "?lastSeq=3")) {
      assertThat(back.next("counted").getLong("seq")).isEqualTo(4);
      assertThat(back.next().getLong("seq")).isEqualTo(5);
      publish(Audience.user("ann"), "counted", 6);
      assertThat(back.next().getLong("seq")).isEqualTo(6);
    }
    try (SocketClient tomorrow = socket(Role.VIEWER, "?lastSeq=999")) {
      assertThat(tomorrow.next("snapshot").getJsonObject("payload").getString("reason"))
          .contains("does not know");
    }
  }

  @Test
  void events_are_the_same_frames_with_their_numbers_as_ids() throws Exception {
    publish(Audience.role(Role.VIEWER), "old", 1);
    try (Raw raw = server.raw()) {
      raw.send(
          "GET /api/v1/notifications?topics=system HTTP/1.1\nHost: x\nLast-Event-ID: 0\n"
              + "Authorization: Bearer "
              + server.token(Role.VIEWER)
              + "\n\n");
      assertThat(raw.answer(false).header("content-type")).startsWith("text/event-stream");
      assertThat(until(raw, "\"type\":\"old\"")).contains("\"seq\":1");
      publish(Audience.role(Role.VIEWER), "new", 2);
      assertThat(until(raw, "\"type\":\"new\"")).startsWith("data: {").contains("\"seq\":2");
      assertThat(until(raw, "\"type\":\"heartbeat\"")).contains("\"seq\":2");
    }
    HttpResponse<String> list = server.get(Role.VIEWER, "/api/v1/notifications/recent?limit=1");
    assertThat(list.body()).contains("\"seq\":2").contains("\"new\"").doesNotContain("\"old\"");
  }

  private static String until(Raw raw, String part) throws Exception {
    for (int lines = 0; lines < 1000; lines++) {
      String line = raw.line();
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("no line with " + part);
  }

  @Test
  void a_ticket_opens_one_socket_from_its_origin_once() throws Exception {
    String ticket = ticket("websocket", "Origin", "https://desk.example");

    assertThat(withTicket(ticket, "Origin", "https://desk.example")).isEqualTo(101);
    assertThat(withTicket(ticket, "Origin", "https://desk.example")).isEqualTo(401);
  }

  @Test
  void a_ticket_is_refused_elsewhere_and_for_other_things() throws Exception {
    String own = "http://127.0.0.1:" + port();

    assertThat(withTicket(ticket("websocket"), "Origin", own)).isEqualTo(401);
    assertThat(withTicket(ticket("websocket", "Origin", own))).isEqualTo(401);
    assertThat(withTicket(ticket("websocket", "Origin", own), "Origin", "https://desk.example"))
        .isEqualTo(401);
    assertThat(withTicket(ticket("events"))).isEqualTo(401);
    assertThat(withTicket("A".repeat(43))).isEqualTo(401);
    assertThat(withTicket("short")).isEqualTo(401);
    assertThat(withTicket(ticket("websocket", "Origin", own), "Origin", own)).isEqualTo(101);
  }

  @Test
  void a_ticket_tried_for_another_purpose_is_spent() throws Exception {
    String ticket = ticket("websocket");

    HttpResponse<String> wrong =
        server.send(server.request("/api/v1/notifications?ticket=" + ticket));

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("not valid");
    assertThat(withTicket(ticket)).isEqualTo(401);
  }

  @Test
  void a_page_of_another_site_gets_nowhere() throws Exception {
    List<String> evil =
        List.of(
            "Authorization",
            "Bearer " + server.token(Role.ADMIN),
            "Origin",
            "https://evil.example");

    assertThat(SocketClient.refused(port(), "/ws", evil, List.of(V1))).isEqualTo(403);
    assertThat(askTicket("websocket", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(askTicket("websocket", "Origin", "null").statusCode()).isEqualTo(403);
  }

  @Test
  void a_token_in_an_address_is_refused_with_a_sentence() {
    String token = server.token(Role.VIEWER);
    for (String query : List.of("access_token=", "token=", "ticket=")) {
      HttpResponse<String> answer =
          server.send(server.request("/api/v1/notifications?" + query + token));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("never belongs in an address").doesNotContain(token);
    }
  }

  @Test
  void nobody_gets_in_without_a_ticket_or_a_token() throws Exception {
    assertThat(SocketClient.refused(port(), "/ws", List.of(), List.of(V1))).isEqualTo(401);
    assertThat(SocketClient.refused(port(), "/ws", bearer(Role.VIEWER), List.of("other.v1")))
        .isEqualTo(400);
    assertThat(server.get(Role.VIEWER, "/ws").statusCode()).isEqualTo(400);
  }

  @Test
  void signing_out_ends_a_stream_within_five_seconds() throws Exception {
    String token = server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofMinutes(5));
    try (SocketClient socket =
        SocketClient.open(
            port(), "/ws", List.of("Authorization", "Bearer " + token), List.of(V1))) {
      socket.next("welcome");

      server.send(
          server
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
    String token = server.token(new Caller("ann", "north", Role.VIEWER), Duration.ofSeconds(2));
    try (SocketClient socket =
        SocketClient.open(
            port(), "/ws", List.of("Authorization", "Bearer " + token), List.of(V1))) {
      assertThat(socket.closeCode()).isEqualTo(4401);
    }
  }

  @Test
  void what_is_said_in_passing_comes_by_every_way_and_is_not_replayed() throws Exception {
    try (SocketClient socket = socket(Role.VIEWER, "");
        Raw events = new Raw(port())) {
      socket.next("welcome");
      events.send(
          "GET /api/v1/notifications HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + server.token(Role.VIEWER)
              + "\n\n");
      until(events, "welcome");

      pass("bob", 10);
      pass("ann", 40);
      publish(Audience.user("ann"), "told", 1);

      JsonObject heard = socket.next();
      assertThat(heard.getString("type")).isEqualTo("task.moved");
      assertThat(heard.containsKey("seq")).isFalse();
      assertThat(heard.getJsonObject("payload").getInteger("percent")).isEqualTo(40);
      assertThat(until(events, "task.moved")).doesNotContain("bob");
    }
    try (SocketClient again = socket(Role.VIEWER, "?lastSeq=0")) {
      again.next("welcome");
      assertThat(again.next().getString("type")).isEqualTo("told");
    }
  }

  private void pass(String user, int percent) {
    server
        .notify
        .notifier()
        .pass(
            List.of(
                Notice.of(
                    Topic.TASKS,
                    Audience.user(user),
                    "task.moved",
                    new JsonObject().put("owner", user).put("percent", percent))));
  }

  @Test
  void a_client_says_what_it_wants() throws Exception {
    try (SocketClient socket = socket(Role.VIEWER, "?topics=tasks")) {
      socket.next("welcome");
      publish(Audience.user("ann"), "unheard", 1);
      // what comes after it shows that it was passed over
      publish(Topic.TASKS, Audience.user("ann"), "task", 2);
      assertThat(socket.next().getString("type")).isEqualTo("task");
      socket.send("{\"action\":\"subscribe\",\"topics\":[\"system\"]}");
      assertThat(socket.next().getJsonObject("payload").getJsonArray("topics"))
          .containsExactly("tasks", "system");
      publish(Audience.user("ann"), "heard", 3);
      assertThat(socket.next().getString("type")).isEqualTo("heard");

      socket.send("{\"action\":\"subscribe\",\"topics\":[\"gossip\"]}");
      assertThat(socket.next("error").getJsonObject("payload").getString("detail"))
          .contains("tasks, alerts, kpis and system");
      socket.send("{\"action\":\"ping\"}");
      assertThat(socket.next().getString("type")).isEqualTo("pong");
      socket.send("what?");
      assertThat(socket.closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void who_talks_too_much_is_closed() throws Exception {
    try (SocketClient socket = socket(Role.VIEWER, "")) {
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
    SocketClient first = socket(Role.VIEWER, "");
    for (int more = 2; more <= 4; more++) {
      socket(Role.VIEWER, "");
    }
    try (Raw prices = new Raw(port(), 2048)) {
      prices.send(
          "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + server.token(Role.VIEWER)
              + "\n\n");
      assertThat(prices.answer(false).status()).isEqualTo(200);

      assertThat(SocketClient.refused(port(), "/ws", bearer(Role.VIEWER), List.of(V1)))
          .isEqualTo(429);
      first.close();
      Patience.holds(
          () ->
              assertThat(SocketClient.refused(port(), "/ws", bearer(Role.VIEWER), List.of(V1)))
                  .isEqualTo(101));
    }
  }

  @Test
  void a_client_that_takes_nothing_is_closed_and_counted() throws Exception {
    try (Raw slow = new Raw(port(), 2048)) {
      slow.send(
          "GET /api/v1/notifications HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + server.token(Role.VIEWER)
              + "\n\n");
      until(slow, "welcome");
      String filling = "x".repeat(15_000);
      for (int number = 0; number < 800; number++) {
        server
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
              assertThat(server.meters.get("spinreserve.notify.streams").gauge().value()).isZero());
      assertThat(slow.closedByServer()).isTrue();
    }
  }

  @Test
  void a_node_that_stops_says_when_to_come_back() throws Exception {
    try (SocketClient socket = socket(Role.VIEWER, "")) {
      socket.next("welcome");
      server.stop();
      assertThat(socket.next("closing").getJsonObject("payload").getInteger("retryMillis"))
          .isBetween(500, 8000);
      assertThat(socket.closeCode()).isEqualTo(1012);
    }
  }

  @Test
  void the_ticket_of_a_token_that_was_signed_out_meanwhile_is_worth_nothing() throws Exception {
    String token = server.token(Role.VIEWER);
    HttpResponse<String> made =
        server.send(
            server
                .request("/api/v1/tickets")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"purpose\":\"websocket\"}")));

    server.send(
        server.request("/api/v1/auth/session").header("Authorization", "Bearer " + token).DELETE());

    assertThat(withTicket(new JsonObject(made.body()).getString("ticket"))).isEqualTo(401);
  }
}
