package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.EntryDesk.PATH;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.identity.Role;

/** Where a value may be. */
class EntryKeyTest {
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
  @ValueSource(strings = {"dataset/x", "gateway/x", "llm/x", "kv.sessions/north/x", "%64ataset/x"})
  void whatTheServerKeepsItselfIsNotWrittenByAnybody(String key) {
    HttpResponse<String> answer =
        desk.server.send(
            desk.server.as(Role.ADMIN, PATH + key).PUT(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(desk.server.admin.entries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Up/x", "a.b/x", "%2e%2e/x", "-a/x", "kv./x", "a%2Fb/x", "a%00/x"})
  void aNamespaceThatIsNoneIsRefusedByName(String key) {
    assertThat(desk.put(PATH + key, "x").statusCode()).isEqualTo(400);
    assertThat(desk.put(PATH + key, "x").body()).contains("\"pointer\":\"namespace\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s/", "s/%", "s/%zz", "s/%ff", "s/a%0Ab", "s/%00", "s/%7f", "s/%ed%a0%80"})
  void aKeyThatIsNoneIsRefusedByName(String key) throws Exception {
    try (Raw raw = desk.server.raw()) {
      Raw.Answer answer =
          raw.send(
                  "GET "
                      + PATH
                      + key
                      + " HTTP/1.1\nHost: x\nAuthorization: Bearer "
                      + desk.server.token(Role.OPERATOR)
                      + "\n\n")
              .answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("\"pointer\":\"key\"");
    }
  }

  @Test
  void aKeyOf512BytesWithItsPlaceIsTakenAndOneMoreIsNot() {
    String place = "kv.s/north/";

    assertThat(desk.put(PATH + "s/" + "k".repeat(512 - place.length()), "x").statusCode())
        .isEqualTo(201);
    HttpResponse<String> more = desk.put(PATH + "s/" + "k".repeat(513 - place.length()), "x");
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("513 bytes");
  }
}
