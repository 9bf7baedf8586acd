package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.EntryDesk.VALUE;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;

/** What the headers of a value may say. */
class EntryHeadersTest {
  private EntryDesk desk;

  @BeforeEach
  void start(@TempDir Path data) {
    desk = new EntryDesk(data);
  }

  @AfterEach
  void stop() {
    desk.close();
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
    HttpResponse<String> answer = desk.put(VALUE, "x", name, value);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"pointer\":\"" + name + "\"");
    assertThat(desk.server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Cache-Control, max-age=1", "Cache-Control, max-age=31536000", "X-Cache-Ttl, 60"})
  void aLifetimeFromASecondToAYearIsTaken(String name, String value) {
    assertThat(desk.put(VALUE, "x", name, value).statusCode()).isEqualTo(201);
  }

  @Test
  void twentyTagsAreTakenAndOneMoreOrALongOneIsNot() {
    String twenty = IntStream.range(0, 20).mapToObj(i -> "t" + i).collect(Collectors.joining(","));

    assertThat(desk.put(VALUE, "x", "Cache-Tags", twenty).statusCode()).isEqualTo(201);
    assertThat(desk.put(VALUE, "x", "Cache-Tags", twenty + ",t20").body())
        .contains("\"pointer\":\"Cache-Tags\"")
        .contains("21 tags");
    assertThat(desk.put(VALUE, "x", "Cache-Tags", "t".repeat(129)).statusCode()).isEqualTo(400);
  }

  @Test
  void everyBadHeaderIsNamedAtOnce() {
    HttpResponse<String> answer =
        desk.server.send(
            desk.server
                .as(Role.OPERATOR, VALUE)
                .header("X-Cache-Ttl", "0")
                .header("Cache-Tags", "a b")
                .header("If-Match", "x")
                .PUT(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(answer.body()).contains("X-Cache-Ttl").contains("Cache-Tags").contains("If-Match");
  }
}
