package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Caller;
import verticles.identity.Role;
import verticles.limit.ClassLimits;
import verticles.limit.Limit;
import verticles.limit.LimitsConfig;
import verticles.limit.SignInLimits;

/** Limits that are used up after a few requests, on a node of its own. */
class RateLimitTest {
  private static final Limit NONE = new Limit("none", 1);
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";

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

  private TestServer start(Limit address, Limit user, String... proxies) {
    ClassLimits read = new ClassLimits(address, user, NONE);
    Limit few = new Limit("1/m", 3);
    LimitsConfig none = LimitsConfig.unlimited();
    LimitsConfig limits =
        new LimitsConfig(
            List.of(proxies),
            read,
            none.write(),
            none.heavy(),
            new SignInLimits(new Limit("1/m", 8), few),
            none.stream());
    TestServer server = new TestServer(data, TestServer.config(), limits).open();
    servers.add(server);
    return server;
  }

  private static Limit few(int burst) {
    return new Limit("1/m", burst);
  }

  private static HttpResponse<String> read(TestServer server, Role role) {
    return server.send(server.as(role, PRICES));
  }

  @Test
  void aUserWhoAsksTooMuchIsToldWhichLimitItIsAndWhenToComeAgain() {
    TestServer server = start(NONE, few(2));
    read(server, Role.VIEWER);
    read(server, Role.VIEWER);

    HttpResponse<String> refused = read(server, Role.VIEWER);

    assertThat(refused.statusCode()).isEqualTo(429);
    JsonObject problem = new JsonObject(refused.body());
    assertThat(problem.getString("type")).isEqualTo("urn:spinreserve:problem:too-many");
    assertThat(problem.getString("detail"))
        .contains("'read-user'", "1 reads a minute by this user", "2 at once");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    assertThat(refused.headers().firstValue("RateLimit-Policy"))
        .hasValue("\"read-user\";q=2;w=120");
    assertThat(refused.headers().firstValue("RateLimit").orElseThrow())
        .startsWith("\"read-user\";r=0;t=");
  }

  @Test
  void anAnswerSaysHowMuchIsLeft() {
    TestServer server = start(NONE, few(5));

    HttpResponse<String> answer = server.send(server.as(Role.VIEWER, "/api/v1/data"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
        .isEqualTo("\"read-user\";r=4;t=60");
  }

  @Test
  void oneUserDoesNotUseUpTheLimitOfAnother() {
    TestServer server = start(NONE, few(1));
    read(server, Role.VIEWER);
    assertThat(read(server, Role.VIEWER).statusCode()).isEqualTo(429);

    HttpResponse<String> other =
        server.send(server.as(new Caller("bob", "north", Role.VIEWER), PRICES));

    assertThat(other.statusCode()).isEqualTo(200);
  }

  @Test
  void anAddressIsLimitedBeforeItsTokenIsLookedAt() {
    TestServer server = start(few(2), NONE);
    HttpRequest.Builder forged = server.request(PRICES).header("Authorization", "Bearer forged");
    assertThat(server.send(forged).statusCode()).isEqualTo(401);
    assertThat(server.send(forged).statusCode()).isEqualTo(401);

    assertThat(server.send(forged).statusCode()).isEqualTo(429);
    assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
  }

  @Test
  void answersWithoutRoutingOrDecodingAreCountedToo() throws Exception {
    TestServer server = start(NONE, few(2000));
    String request =
        "GET "
            + PRICES
            + " HTTP/1.1\nHost: x\nAuthorization: Bearer %s\n\n"
                .formatted(server.token(Role.VIEWER));
    int answered = 0;
    int refused = 0;
    try (Raw raw = server.raw()) {
      for (int round = 0; round < 2300; round++) {
        int status = raw.send(request).answer().status();
        answered += status == 200 ? 1 : 0;
        refused += status == 429 ? 1 : 0;
      }
    }

    assertThat(answered).isBetween(2000, 2002);
    assertThat(refused).isEqualTo(2300 - answered);
    double repeats = server.meters.get("spinreserve.http.repeats").functionCounter().count();
    assertThat(repeats).isGreaterThan(1500);
  }

  @Test
  void theAddressIsCountedOnTheShortCutAsWell() throws Exception {
    TestServer server = start(few(500), NONE);
    int answered = 0;
    for (Role role : List.of(Role.VIEWER, Role.TRADER)) {
      String request =
          "GET "
              + PRICES
              + " HTTP/1.1\nHost: x\nAuthorization: Bearer %s\n\n".formatted(server.token(role));
      try (Raw raw = server.raw()) {
        for (int round = 0; round < 400; round++) {
          answered += raw.send(request).answer().status() == 200 ? 1 : 0;
        }
      }
    }

    assertThat(answered).isBetween(500, 502);
  }

  @Test
  void signingInIsLimitedForANameAndForAnAddress() {
    TestServer server = start(NONE, NONE);
    List<Integer> one = new ArrayList<>();
    for (int attempt = 0; attempt < 4; attempt++) {
      one.add(signIn(server, attempt % 2 == 0 ? "Mallory" : "mallory "));
    }
    List<Integer> others = new ArrayList<>();
    for (int attempt = 0; attempt < 6; attempt++) {
      others.add(signIn(server, "name-" + attempt));
    }

    assertThat(one.subList(0, 3)).doesNotContain(429);
    assertThat(one.getLast()).isEqualTo(429);
    assertThat(others.subList(0, 4)).doesNotContain(429);
    assertThat(others.getLast()).isEqualTo(429);
  }

  private static int signIn(TestServer server, String name) {
    String body = new JsonObject().put("username", name).put("password", "wrong").encode();
    return server
        .send(
            server
                .request("/api/v1/auth/session")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  @Test
  void whatAnUntrustedClientSaysOfItsAddressIsIgnored() {
    TestServer server = start(few(2), NONE);
    List<Integer> statuses = new ArrayList<>();
    for (int client = 1; client <= 3; client++) {
      statuses.add(forwarded(server, "192.0.2." + client));
    }

    assertThat(statuses).containsExactly(200, 200, 429);
  }

  @Test
  void behindATrustedProxyEachClientHasItsOwnLimit() {
    TestServer server = start(few(1), NONE, "127.0.0.0/8", "10.0.0.0/8");

    assertThat(forwarded(server, "192.0.2.1")).isEqualTo(200);
    assertThat(forwarded(server, "192.0.2.2, 10.1.1.1")).isEqualTo(200);
    assertThat(forwarded(server, "203.0.113.9, 192.0.2.2")).isEqualTo(429);
    assertThat(forwarded(server, "192.0.2.1")).isEqualTo(429);
  }

  private static int forwarded(TestServer server, String path) {
    return server.send(server.as(Role.VIEWER, PRICES).header("X-Forwarded-For", path)).statusCode();
  }

  @Test
  void theShortCutKnowsTheClientsOfATrustedProxyApart() throws Exception {
    TestServer server = start(few(300), NONE, "127.0.0.1");
    String token = server.token(Role.VIEWER);
    int[] answered = new int[2];
    try (Raw raw = server.raw()) {
      for (int round = 0; round < 800; round++) {
        String request =
            ("GET "
                    + PRICES
                    + " HTTP/1.1\nHost: x\nX-Forwarded-For: 192.0.2.%d\n"
                    + "Authorization: Bearer %s\n\n")
                .formatted(round % 2, token);
        answered[round % 2] += raw.send(request).answer().status() == 200 ? 1 : 0;
      }
    }

    double repeats = server.meters.get("spinreserve.http.repeats").functionCounter().count();
    assertThat(repeats).isGreaterThan(300);
    assertThat(answered[0]).isBetween(300, 302);
    assertThat(answered[1]).isBetween(300, 302);
  }
}
