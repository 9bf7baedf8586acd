package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

class EntryTest {
  private static final String PATH = "/api/v1/performance/cache/entries/";
  private static final String VALUE = PATH + "sessions/user/42";

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void bytesComeBackAsTheyWereWithTypeTagsAndLifetime() {
    byte[] bytes = new byte[TestServer.LARGEST_ENTRY];
    new Random(1).nextBytes(bytes);

    HttpResponse<String> made =
        server.send(
            server
                .as(Role.OPERATOR, VALUE)
                .header("Content-Type", "image/png")
                .header("Cache-Control", "max-age=90")
                .header("Cache-Tags", "user:42, a/b ,")
                .header("Cache-Tags", "c")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    HttpResponse<byte[]> read = server.sendForBytes(server.as(Role.OPERATOR, VALUE));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(bytes);
    assertThat(header(read, "content-type")).isEqualTo("image/png");
    assertThat(header(read, "cache-tags")).isEqualTo("user:42, a/b, c");
    assertThat(header(read, "cache-control")).isEqualTo("private, max-age=90");
    assertThat(header(read, "etag")).isEqualTo(header(made, "etag")).startsWith("\"");
    assertThat(header(read, "content-disposition")).isEqualTo("attachment");
    assertThat(new JsonObject(made.body()).getString("key"))
        .isEqualTo("kv.sessions/north/user/42");
    assertThat(server.admin.entries).containsOnlyKeys("kv.sessions/north/user/42");
  }

  @Test
  void aValueIsNewThenReplacedThenGone() {
    assertThat(put(VALUE, "one").statusCode()).isEqualTo(201);
    assertThat(put(VALUE, "two").statusCode()).isEqualTo(204);
    assertThat(server.get(Role.OPERATOR, VALUE).body()).isEqualTo("two");
    assertThat(server.send(server.as(Role.OPERATOR, VALUE).DELETE()).statusCode()).isEqualTo(204);
    assertThat(server.send(server.as(Role.OPERATOR, VALUE).DELETE()).statusCode()).isEqualTo(404);
    assertThat(server.get(Role.OPERATOR, VALUE).statusCode()).isEqualTo(404);
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(put(VALUE, "").statusCode()).isEqualTo(201);
    assertThat(server.get(Role.OPERATOR, VALUE).statusCode()).isEqualTo(200);
    assertThat(server.get(Role.OPERATOR, VALUE).body()).isEmpty();
  }

  @Test
  void conditionsKeepWhatSomebodyElseHasWritten() {
    assertThat(put(VALUE, "one", "If-Match", "*").statusCode()).isEqualTo(412);
    String etag = header(put(VALUE, "one", "If-None-Match", "*"), "etag");

    assertThat(put(VALUE, "two", "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(put(VALUE, "two", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
    assertThat(
            server
                .send(server.as(Role.OPERATOR, VALUE).header("If-Match", "\"other\"").DELETE())
                .statusCode())
        .isEqualTo(412);
    assertThat(server.get(Role.OPERATOR, VALUE).body()).isEqualTo("one");
    assertThat(put(VALUE, "two", "If-Match", etag).statusCode()).isEqualTo(204);
    assertThat(
            server
                .send(server.as(Role.OPERATOR, VALUE).header("If-None-Match", etag))
                .statusCode())
        .isEqualTo(200);
    String second = header(server.get(Role.OPERATOR, VALUE), "etag");
    HttpResponse<String> unchanged =
        server.send(server.as(Role.OPERATOR, VALUE).header("If-None-Match", second));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Cache-Control, max-age=0",
    "Cache-Control, max-age=-1",
    "Cache-Control, max-age=31536001",
    "Cache-Control, max-age=99999999999999999999",
    "Cache-Control, no-store",
    "Cache-Control, ''",
    "X-Cache-Ttl, 0",
    "X-Cache-Ttl, -5",
    "X-Cache-Ttl, 1.5",
    "X-Cache-Ttl, 31536001",
    "X-Cache-Ttl, soon",
    "Cache-Tags, has space",
    "Cache-Tags, a;b",
    "If-Match, 'W/\"a\"'",
    "If-Match, a",
    "If-None-Match, '\"a\"'",
    "Content-Type, nothing",
  })
  void aBadHeaderIsRefusedByName(String name, String value) {
    HttpResponse<String> answer = put(VALUE, "x", name, value);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"pointer\":\"" + name + "\"");
    assertThat(server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Cache-Control, max-age=1", "Cache-Control, max-age=31536000", "X-Cache-Ttl, 60"})
  void aLifetimeFromASecondToAYearIsTaken(String name, String value) {
    assertThat(put(VALUE, "x", name, value).statusCode()).isEqualTo(201);
  }

  @Test
  void twentyTagsAreTakenAndOneMoreOrALongOneIsNot() {
    String twenty = IntStream.range(0, 20).mapToObj(i -> "t" + i).collect(Collectors.joining(","));

    assertThat(put(VALUE, "x", "Cache-Tags", twenty).statusCode()).isEqualTo(201);
    assertThat(put(VALUE, "x", "Cache-Tags", twenty + ",t20").body())
        .contains("\"pointer\":\"Cache-Tags\"")
        .contains("21 tags");
    assertThat(put(VALUE, "x", "Cache-Tags", "t".repeat(129)).statusCode()).isEqualTo(400);
  }

  @Test
  void everyBadHeaderIsNamedAtOnce() {
    HttpResponse<String> answer =
        server.send(
            server
                .as(Role.OPERATOR, VALUE)
                .header("X-Cache-Ttl", "0")
                .header("Cache-Tags", "a b")
                .header("If-Match", "x")
                .PUT(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(answer.body()).contains("X-Cache-Ttl").contains("Cache-Tags").contains("If-Match");
  }

  @Test
  void aValueLargerThanTheCacheKeepsIs413() {
    byte[] bytes = new byte[TestServer.LARGEST_ENTRY + 1];

    HttpResponse<String> answer =
        server.send(
            server.as(Role.OPERATOR, VALUE).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dataset/x", "gateway/x", "llm/x", "kv.sessions/north/x", "%64ataset/x"})
  void whatTheServerKeepsItselfIsNotWrittenByAnybody(String key) {
    HttpResponse<String> answer =
        server.send(
            server.as(Role.ADMIN, PATH + key).PUT(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Up/x", "a.b/x", "%2e%2e/x", "-a/x", "kv./x", "a%2Fb/x", "a%00/x"})
  void aNamespaceThatIsNoneIsRefusedByName(String key) {
    assertThat(put(PATH + key, "x").statusCode()).isEqualTo(400);
    assertThat(put(PATH + key, "x").body()).contains("\"pointer\":\"namespace\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s/", "s/%", "s/%zz", "s/%ff", "s/a%0Ab", "s/%00", "s/%7f", "s/%ed%a0%80"})
  void aKeyThatIsNoneIsRefusedByName(String key) throws Exception {
    try (Raw raw = server.raw()) {
      Raw.Answer answer =
          raw.send(
                  "GET "
                      + PATH
                      + key
                      + " HTTP/1.1\nHost: x\nAuthorization: Bearer "
                      + server.token(Role.OPERATOR)
                      + "\n\n")
              .answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .contains("\"pointer\":\"key\"");
    }
  }

  @Test
  void aKeyOf512BytesWithItsPlaceIsTakenAndOneMoreIsNot() {
    String place = "kv.s/north/";

    assertThat(put(PATH + "s/" + "k".repeat(512 - place.length()), "x").statusCode())
        .isEqualTo(201);
    HttpResponse<String> more = put(PATH + "s/" + "k".repeat(513 - place.length()), "x");
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("513 bytes");
  }

  @Test
  void headOptionsAndOtherMethodsAreAsElsewhere() {
    put(VALUE, "12345");
    HttpResponse<String> head =
        server.send(
            server
                .as(Role.OPERATOR, VALUE)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> options =
        server.send(
            server.request(VALUE).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> post =
        server.send(
            server.as(Role.OPERATOR, VALUE).POST(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(header(head, "content-length")).isEqualTo("5");
    assertThat(header(options, "allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(server.get(Role.OPERATOR, VALUE + "?x=1").body()).contains("\"pointer\":\"x\"");
  }

  private HttpResponse<String> put(String path, String value, String... headers) {
    HttpRequest.Builder request =
        server.as(Role.OPERATOR, path).PUT(HttpRequest.BodyPublishers.ofString(value));
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
