package verticles;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import verticles.embedded.Ports;
import verticles.postgres.PostgresTarget;
import verticles.testing.HandSignIn;
import verticles.testing.Patience;
import verticles.testing.RunningNode;
import verticles.testing.TestOidcProvider;
import verticles.testing.TestPostgres;

/**
 * Two nodes in processes of their own: what is told, revoked or begun on one counts on the other,
 * also after it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoticeClusterIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String CALLBACK = "/api/v1/auth/oidc/callback";
  private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

  @TempDir private static Path folder;
  private static TestOidcProvider provider;
  private static RunningNode first;
  private static RunningNode second;

  @BeforeAll
  static void start() throws Exception {
    PostgresTarget database = TestPostgres.empty();
    int port = Ports.free();
    String callback = "http://127.0.0.1:%d%s".formatted(port, CALLBACK);
    provider = TestOidcProvider.start(callback);
    Path config = Files.writeString(folder.resolve("cluster.yaml"), config(callback));
    Map<String, String> settings = new HashMap<>();
    settings.put("SPINRESERVE_POSTGRES_URL", database.connectionString());
    settings.put("SPINRESERVE_REDIS_URL", "none");
    settings.put("SPINRESERVE_GRID_CLUSTER_NAME", "notices");
    first = RunningNode.start(port, folder.resolve("1"), settings, config);
    settings.put("SPINRESERVE_GRID_MEMBERS", first.gridAddress());
    second = RunningNode.start(Ports.free(), folder.resolve("2"), settings, config);
  }

  private static String config(String callback) {
    return """
        oidc:
          issuer: %s
          client-id: desk
          client-secret: "desk:secret"
          redirect-uri: %s
          scopes: [openid, profile]
          roles: { grid-traders: trader }
          check: 1s
        egress:
          oidc: { hosts: [127.0.0.1], schemes: [http], ports: [%d], allow-private: [127.0.0.0/8] }
        """
        .formatted(provider.issuer(), callback, provider.port());
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
    provider.close();
  }

  private static void tell(RunningNode node, String token, int number) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create(node.baseUrl() + "/api/v1/performance/cache/invalidate"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"namespaces\":[\"n%d\"]}".formatted(number)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<String> upTo(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(n -> "n" + n).toList();
  }

  private static List<String> namespaces(NoticeReader reader) {
    return reader.heard.stream().filter(heard -> heard.startsWith("n")).toList();
  }

  private static HttpResponse<String> send(
      RunningNode node, String method, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.baseUrl().resolve(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .headers(headers);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String cookie(HttpResponse<String> answer, String name) {
    return answer.headers().allValues("set-cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private static int read(RunningNode node, String token) {
    return node.get("/api/v1/data/zones", "Authorization", "Bearer " + token).statusCode();
  }

  @Test
  @Order(1)
  void signing_out_everywhere_on_one_node_counts_on_the_other_within_five_seconds()
      throws Exception {
    String account = "{\"username\":\"zoe\",\"password\":\"correct horse\",\"role\":\"viewer\"}";
    String admin = "Bearer " + first.token("--role", "admin");
    send(first, "POST", "/api/v1/accounts", account, "Authorization", admin);
    String credentials = "{\"username\":\"zoe\",\"password\":\"correct horse\"}";
    HttpResponse<String> signedIn =
        send(first, "POST", "/api/v1/auth/session", credentials, "Accept", "application/json");
    String token = new JsonObject(signedIn.body()).getString("accessToken");
    for (int repeated = 0; repeated < 3; repeated++) {
      assertThat(read(second, token)).isEqualTo(200);
    }

    HttpResponse<String> out =
        send(first, "DELETE", "/api/v1/auth/sessions", "", "Authorization", "Bearer " + token);
    Instant from = Instant.now();
    Patience.holds(() -> assertThat(read(second, token)).isEqualTo(401));

    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(Duration.between(from, Instant.now())).isLessThan(REVOKED_WITHIN);
    assertThat(read(first, token)).isEqualTo(401);
  }

  @Test
  @Order(2)
  void a_sign_in_through_the_provider_begins_on_one_node_and_ends_on_the_other() throws Exception {
    HttpResponse<String> begun = first.get("/api/v1/auth/oidc/start");
    URI provider = URI.create(begun.headers().firstValue("location").orElseThrow());
    URI back = new HandSignIn().as("ann", provider, first.baseUrl().resolve(CALLBACK).toString());

    HttpResponse<String> confirmed =
        second.get(
            back.getRawPath() + "?" + back.getRawQuery(),
            "Cookie",
            cookie(begun, "sr-oidc-attempt"));
    assertThat(confirmed.headers().firstValue("location")).hasValue("/#oidc=confirmed");
    HttpResponse<String> session =
        send(
            first,
            "POST",
            "/api/v1/auth/oidc/session",
            "",
            "Cookie",
            cookie(confirmed, "sr-oidc-ticket"),
            "X-Requested-With",
            "spinreserve");

    assertThat(session.statusCode()).as(session.body()).isEqualTo(200);
    JsonObject granted = new JsonObject(session.body());
    assertThat(granted.getString("user")).isEqualTo("oidc:ann");
    assertThat(read(second, granted.getString("accessToken"))).isEqualTo(200);
  }

  @Test
  @Order(3)
  void nothing_is_lost_when_the_node_of_a_reader_is_killed() throws Exception {
    String token = first.token("--role", "operator", "--user", "ann");
    NoticeReader reader = new NoticeReader();
    reader.open(second, token);
    tell(first, token, 1);
    Patience.holds(() -> assertThat(namespaces(reader)).isEqualTo(upTo(1)));

    for (int number = 2; number <= 6; number++) {
      tell(first, token, number);
    }
    second.kill();
    for (int number = 7; number <= 12; number++) {
      tell(first, token, number);
    }
    reader.open(first, token);

    Patience.holds(() -> assertThat(namespaces(reader)).isEqualTo(upTo(12)));
    Patience.holds(() -> assertThat(reader.heard).containsOnlyOnce("left"));
    assertThat(reader.heard).doesNotContain("gap");
  }
}
