package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.NoticeDesk.V1;
import static verticles.http.NoticeDesk.until;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Topic;

/** What a client of a stream hears, by socket and by events. */
class NoticeStreamTest {
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
  void what_is_told_reaches_its_audience_and_nobody_else() throws Exception {
    try (SocketClient viewer = desk.socket(Role.VIEWER, "");
        SocketClient operator = desk.socket(Role.OPERATOR, "")) {
      assertThat(viewer.protocol()).isEqualTo(V1);
      assertThat(viewer.next().getString("type")).isEqualTo("welcome");
      assertThat(operator.next().getString("type")).isEqualTo("welcome");

      desk.publish(Audience.role(Role.OPERATOR), "for.operators", 1);
      desk.publish(Audience.user("bob"), "for.bob", 2);
      desk.publish(Audience.organisation("south"), "for.south", 3);
      desk.publish(Audience.user("ann"), "for.ann", 4);
      desk.publish(Audience.organisation("north"), "for.north", 5);

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
      desk.publish(Audience.user("ann"), "counted", number);
    }
    try (SocketClient back = desk.socket(Role.VIEWER, "?lastSeq=3")) {
      assertThat(back.next("counted").getLong("seq")).isEqualTo(4);
      assertThat(back.next().getLong("seq")).isEqualTo(5);
      desk.publish(Audience.user("ann"), "counted", 6);
      assertThat(back.next().getLong("seq")).isEqualTo(6);
    }
    try (SocketClient tomorrow = desk.socket(Role.VIEWER, "?lastSeq=999")) {
      assertThat(tomorrow.next("snapshot").getJsonObject("payload").getString("reason"))
          .contains("does not know");
    }
  }

  @Test
  void events_are_the_same_frames_with_their_numbers_as_ids() throws Exception {
    desk.publish(Audience.role(Role.VIEWER), "old", 1);
    try (Raw raw = desk.server.raw()) {
      raw.send(
          "GET /api/v1/notifications?topics=system HTTP/1.1\nHost: x\nLast-Event-ID: 0\n"
              + "Authorization: Bearer "
              + desk.server.token(Role.VIEWER)
              + "\n\n");
      assertThat(raw.answer(false).header("content-type")).startsWith("text/event-stream");
      assertThat(until(raw, "\"type\":\"old\"")).contains("\"seq\":1");
      desk.publish(Audience.role(Role.VIEWER), "new", 2);
      assertThat(until(raw, "\"type\":\"new\"")).startsWith("data: {").contains("\"seq\":2");
      assertThat(until(raw, "\"type\":\"heartbeat\"")).contains("\"seq\":2");
    }
    HttpResponse<String> list =
        desk.server.get(Role.VIEWER, "/api/v1/notifications/recent?limit=1");
    assertThat(list.body()).contains("\"seq\":2").contains("\"new\"").doesNotContain("\"old\"");
  }

  @Test
  void what_is_said_in_passing_comes_by_every_way_and_is_not_replayed() throws Exception {
    try (SocketClient socket = desk.socket(Role.VIEWER, "");
        Raw events = new Raw(desk.port())) {
      socket.next("welcome");
      events.send(
          "GET /api/v1/notifications HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + desk.server.token(Role.VIEWER)
              + "\n\n");
      until(events, "welcome");

      pass("bob", 10);
      pass("ann", 40);
      desk.publish(Audience.user("ann"), "told", 1);

      JsonObject heard = socket.next();
      assertThat(heard.getString("type")).isEqualTo("task.moved");
      assertThat(heard.containsKey("seq")).isFalse();
      assertThat(heard.getJsonObject("payload").getInteger("percent")).isEqualTo(40);
      assertThat(until(events, "task.moved")).doesNotContain("bob");
    }
    try (SocketClient again = desk.socket(Role.VIEWER, "?lastSeq=0")) {
      again.next("welcome");
      assertThat(again.next().getString("type")).isEqualTo("told");
    }
  }

  private void pass(String user, int percent) {
    desk.server
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
    try (SocketClient socket = desk.socket(Role.VIEWER, "?topics=tasks")) {
      socket.next("welcome");
      desk.publish(Audience.user("ann"), "unheard", 1);
      // what comes after it shows that it was passed over
      desk.publish(Topic.TASKS, Audience.user("ann"), "task", 2);
      assertThat(socket.next().getString("type")).isEqualTo("task");
      socket.send("{\"action\":\"subscribe\",\"topics\":[\"system\"]}");
      assertThat(socket.next().getJsonObject("payload").getJsonArray("topics"))
          .containsExactly("tasks", "system");
      desk.publish(Audience.user("ann"), "heard", 3);
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
}
