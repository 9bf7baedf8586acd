package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.Address;
import verticles.identity.Role;
import verticles.notify.Audience;
import verticles.notify.Notice;
import verticles.notify.Topic;
import verticles.security.SecurityMessage;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

/** The event-bus bridge, asked by the public JavaScript client. */
class BridgeTest {
  private static final String SOCKET = "/eventbus/123/abcdef/websocket";

  private static final Vertx DATABASE = Vertx.vertx();
  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server =
        new TestServer(
                data,
                NoticeDesk.wide(),
                TestServer.NOTIFICATIONS,
                new PlainPostgres(DATABASE, TestPostgres.migrated()))
            .open();
  }

  @AfterAll
  static void stop() {
    server.close();
    DATABASE.close();
  }

  private static String ticket(Role role, String purpose) {
    return new JsonObject(
            server
                .send(
                    server
                        .as(role, "/api/v1/tickets")
                        .header("Content-Type", "application/json")
                        .POST(
                            HttpRequest.BodyPublishers.ofString(
                                "{\"purpose\":\"" + purpose + "\"}")))
                .body())
        .getString("ticket");
  }

  private static String address(String ticket) {
    return "http://127.0.0.1:" + server.front.port() + "/eventbus?ticket=" + ticket;
  }

  private static BridgeClient open(Role role) throws Exception {
    BridgeClient client = new BridgeClient(address(ticket(role, "bridge")));
    assertThat(client.next().getBoolean("open")).isTrue();
    return client;
  }

  private static void tell(Audience audience, String type) {
    TestServer.await(
        server
            .notify
            .notifier()
            .publish(Notice.of(Topic.SYSTEM, audience, type, new JsonObject())));
  }

  /** Whatever was refused before this was handled before it as well. */
  private static void answersStill(BridgeClient client) throws Exception {
    client.ask("send", "client.ping", new JsonObject());
    assertThat(client.next().getJsonObject("body").getString("at")).isNotEmpty();
  }

  @Test
  void own_addresses_are_heard() throws Exception {
    try (BridgeClient client = open(Role.OPERATOR)) {
      client.ask("register", "notify.user.ann", new JsonObject());
      client.ask("register", "notify.organisation.north", new JsonObject());
      client.ask("register", "notify.role.operator", new JsonObject());
      answersStill(client);

      tell(Audience.user("ann"), "for.ann");
      assertThat(client.next().getJsonObject("body").getString("type")).isEqualTo("for.ann");
      tell(Audience.organisation("north"), "for.north");
      assertThat(client.next().getJsonObject("body").getString("type")).isEqualTo("for.north");
      tell(Audience.role(Role.OPERATOR), "for.operators");
      JsonObject last = client.next().getJsonObject("body");
      assertThat(last.getString("type")).isEqualTo("for.operators");
      assertThat(last.getLong("seq")).isPositive();
    }
  }

  @Test
  void what_the_client_says_of_itself_is_not_believed() throws Exception {
    tell(Audience.role(Role.ADMIN), "for.admins");
    tell(Audience.user("root"), "for.root");
    tell(Audience.user("ann"), "for.ann.again");
    try (BridgeClient client = open(Role.VIEWER)) {
      client.ask("send", "notify.recent", new JsonObject().put("limit", 100));

      assertThat(client.next().encode())
          .contains("for.ann.again")
          .doesNotContain("for.admins")
          .doesNotContain("for.root");
    }
  }

  @Test
  void addresses_of_others_are_refused() throws Exception {
    for (String foreign :
        List.of(
            "notify.user.bob",
            "notify.organisation.south",
            "notify.role.admin",
            "notify.user.ann.x",
            "notify.published",
            "security.revoked",
            "cache.nodes")) {
      try (BridgeClient client = open(Role.VIEWER)) {
        client.ask("register", foreign, new JsonObject());

        JsonObject said = client.next();
        assertThat(said.getString("error", said.getString("refused")))
            .as(foreign)
            .isIn("access_denied", "rejected");
      }
    }
  }

  @Test
  void nothing_reaches_the_addresses_between_nodes() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    TestServer.await(server.bus.hear(SecurityMessage.REVOKED, message -> reached.countDown()));
    TestServer.await(
        server.bus.hear(Address.all("notify.user.ann"), message -> reached.countDown()));

    try (BridgeClient client = open(Role.ADMIN)) {
      for (String inside : List.of("security.revoked", "notify.user.ann", "notify.published")) {
        client.ask("send", inside, new JsonObject().put("id", "x"));
        JsonObject said = client.next();
        assertThat(said.getString("error", said.getString("refused")))
            .isIn("access_denied", "rejected");
      }
    }
    try (BridgeClient client = open(Role.ADMIN)) {
      client.ask("publish", "security.revoked", new JsonObject().put("id", "x"));
      client.ask("publish", "client.ping", new JsonObject());
      client.next();
      client.next();
    }
    assertThat(reached.await(300, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void a_reply_goes_to_no_address_of_others() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    TestServer.await(
        server.bus.hear(Address.all("notify.user.bob"), message -> reached.countDown()));
    String own = "01234567-89ab-cdef-0123-456789abcdef";

    for (String address : List.of("notify.user.bob", "security.revoked", "__vertx.reply.1", own)) {
      try (SocketClient raw =
          SocketClient.open(
              server.front.port(),
              SOCKET + "?ticket=" + ticket(Role.ADMIN, "bridge"),
              List.of(),
              List.of())) {
        assertThat(raw.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("o");
        JsonObject ping =
            new JsonObject()
                .put("type", "send")
                .put("address", "client.ping")
                .put("body", new JsonObject())
                .put("replyAddress", address);
        raw.send(new JsonArray().add(ping.encode()).encode());

        String said = raw.texts.poll(5, TimeUnit.SECONDS);
        assertThat(said).as(address).contains(address.equals(own) ? own : "rejected");
      }
    }
    assertThat(reached.getCount()).isEqualTo(1);
  }

  @Test
  void frames_are_not_compressed_so_none_can_be_a_bomb() throws Exception {
    try (Raw raw = server.raw()) {
      Raw.Answer answer =
          raw.send(
                  "GET %s?ticket=%s HTTP/1.1\nHost: x\nConnection: Upgrade\nUpgrade: websocket\n"
                          .formatted(SOCKET, ticket(Role.ADMIN, "bridge"))
                      + "Sec-WebSocket-Version: 13\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\n"
                      + "Sec-WebSocket-Extensions: permessage-deflate, x-webkit-deflate-frame\n\n")
              .answer(false);

      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
    }
  }

  @Test
  void without_a_ticket_nobody_gets_in() throws Exception {
    int port = server.front.port();
    String used = ticket(Role.ADMIN, "bridge");
    String mine = "?ticket=" + used;

    assertThat(SocketClient.refused(port, SOCKET, List.of(), List.of())).isEqualTo(401);
    assertThat(SocketClient.refused(port, SOCKET + mine, List.of(), List.of())).isEqualTo(101);
    assertThat(SocketClient.refused(port, SOCKET + mine, List.of(), List.of())).isEqualTo(401);
    assertThat(
            SocketClient.refused(
                port, SOCKET + "?ticket=" + ticket(Role.ADMIN, "websocket"), List.of(), List.of()))
        .isEqualTo(401);
    try (BridgeClient client = new BridgeClient(address("A".repeat(43)))) {
      assertThat(client.next().getInteger("closed")).isNotZero();
    }
  }

  @Test
  void the_other_transports_and_pages_of_sockjs_do_not_exist() {
    for (String path :
        List.of(
            "/eventbus",
            "/eventbus/",
            "/eventbus/iframe.html",
            "/eventbus/websocket",
            "/eventbus/123/abcdef/xhr",
            "/eventbus/123/abcdef/xhr_streaming",
            "/eventbus/123/abcdef/eventsource",
            "/eventbus/123/abcdef/htmlfile",
            "/eventbus/123/abcdef/jsonp")) {
      assertThat(server.get(Role.ADMIN, path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(server.send(server.request("/eventbus/info?t=1")).body())
        .contains("\"websocket\":true");
  }
}
