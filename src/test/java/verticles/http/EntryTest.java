package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.Answers.header;
import static verticles.http.EntryDesk.VALUE;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

/** A value is written, read, replaced and deleted. */
class EntryTest {
  private EntryDesk desk;

  @BeforeEach
  void start(@TempDir Path data) {
    desk = new EntryDesk(data);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @Test
  void bytesComeBackAsTheyWereWithTypeTagsAndLifetime() {
    byte[] bytes = new byte[TestServer.LARGEST_ENTRY];
    new Random(1).nextBytes(bytes);

    HttpResponse<String> made =
        desk.server.send(
            desk.server
                .as(Role.OPERATOR, VALUE)
                .header("Content-Type", "image/png")
                .header("Cache-Control", "max-age=90")
                .header("Cache-Tags", "user:42, a/b ,")
                .header("Cache-Tags", "c")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    HttpResponse<byte[]> read = desk.server.sendForBytes(desk.server.as(Role.OPERATOR, VALUE));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo(bytes);
    assertThat(header(read, "content-type")).isEqualTo("image/png");
    assertThat(header(read, "cache-tags")).isEqualTo("user:42, a/b, c");
    assertThat(header(read, "cache-control")).isEqualTo("private, max-age=90");
    assertThat(header(read, "etag")).isEqualTo(header(made, "etag")).startsWith("\"");
    assertThat(header(read, "content-disposition")).isEqualTo("attachment");
    assertThat(new JsonObject(made.body()).getString("key")).isEqualTo("kv.sessions/north/user/42");
    assertThat(desk.server.admin.entries).containsOnlyKeys("kv.sessions/north/user/42");
  }

  @Test
  void aValueIsNewThenReplacedThenGone() {
    assertThat(desk.put(VALUE, "one").statusCode()).isEqualTo(201);
    assertThat(desk.put(VALUE, "two").statusCode()).isEqualTo(204);
    assertThat(desk.server.get(Role.OPERATOR, VALUE).body()).isEqualTo("two");
    assertThat(desk.server.send(desk.server.as(Role.OPERATOR, VALUE).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(desk.server.send(desk.server.as(Role.OPERATOR, VALUE).DELETE()).statusCode())
        .isEqualTo(404);
    assertThat(desk.server.get(Role.OPERATOR, VALUE).statusCode()).isEqualTo(404);
  }

  @Test
  void anEmptyValueIsAValue() {
    assertThat(desk.put(VALUE, "").statusCode()).isEqualTo(201);
    assertThat(desk.server.get(Role.OPERATOR, VALUE).statusCode()).isEqualTo(200);
    assertThat(desk.server.get(Role.OPERATOR, VALUE).body()).isEmpty();
  }

  @Test
  void conditionsKeepWhatSomebodyElseHasWritten() {
    assertThat(desk.put(VALUE, "one", "If-Match", "*").statusCode()).isEqualTo(412);
    String etag = header(desk.put(VALUE, "one", "If-None-Match", "*"), "etag");

    assertThat(desk.put(VALUE, "two", "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(desk.put(VALUE, "two", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
    assertThat(
            desk.server
                .send(desk.server.as(Role.OPERATOR, VALUE).header("If-Match", "\"other\"").DELETE())
                .statusCode())
        .isEqualTo(412);
    assertThat(desk.server.get(Role.OPERATOR, VALUE).body()).isEqualTo("one");
    assertThat(desk.put(VALUE, "two", "If-Match", etag).statusCode()).isEqualTo(204);
    assertThat(
            desk.server
                .send(desk.server.as(Role.OPERATOR, VALUE).header("If-None-Match", etag))
                .statusCode())
        .isEqualTo(200);
    String second = header(desk.server.get(Role.OPERATOR, VALUE), "etag");
    HttpResponse<String> unchanged =
        desk.server.send(desk.server.as(Role.OPERATOR, VALUE).header("If-None-Match", second));
    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
  }

  @Test
  void aValueLargerThanTheCacheKeepsIs413() {
    byte[] bytes = new byte[TestServer.LARGEST_ENTRY + 1];

    HttpResponse<String> answer =
        desk.server.send(
            desk.server
                .as(Role.OPERATOR, VALUE)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(desk.server.admin.entries).isEmpty();
  }

  @Test
  void headOptionsAndOtherMethodsAreAsElsewhere() {
    desk.put(VALUE, "12345");
    HttpResponse<String> head =
        desk.server.send(
            desk.server
                .as(Role.OPERATOR, VALUE)
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> options =
        desk.server.send(
            desk.server.request(VALUE).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    HttpResponse<String> post =
        desk.server.send(
            desk.server.as(Role.OPERATOR, VALUE).POST(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(header(head, "content-length")).isEqualTo("5");
    assertThat(header(options, "allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(desk.server.get(Role.OPERATOR, VALUE + "?x=1").body()).contains("\"pointer\":\"x\"");
  }
}
