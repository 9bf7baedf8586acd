package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.cache.KeptEntry;
import verticles.identity.Caller;
import verticles.identity.Role;

/** Nobody gets at the values of another organisation, whatever the request looks like. */
class EntryIsolationTest {
  private static final String PATH = "/api/v1/performance/cache/entries/";
  private static final Caller NORTH = new Caller("ann", "north", Role.OPERATOR);
  private static final Caller SOUTH = new Caller("bob", "south", Role.OPERATOR);

  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data).open();
    keep("kv.s/north/secret");
    keep("kv.s//secret");
    keep("dataset/positions.json/o:north?portfolio=p");
    keep("dataset/prices.json");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void keep(String key) {
    server.admin.entries.put(
        key,
        new KeptEntry(
            "north's own".getBytes(StandardCharsets.UTF_8),
            "text/plain",
            "\"1\"",
            List.of(),
            Duration.ofMinutes(1),
            Duration.ZERO,
            "near"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s/secret",
        "s/../north/secret",
        "s/..%2fnorth%2fsecret",
        "s/%2e%2e/north/secret",
        "s/%252e%252e/north/secret",
        "s//north/secret",
        "s/%2Fnorth%2Fsecret",
        "s/./secret",
        "s/north/secret",
        "s/north%2Fsecret",
        "s;o=north/secret",
        "s%2Fnorth/secret",
        "s%2fnorth%2fsecret",
        "./s/secret",
        "../entries/s/north/secret",
        "kv.s/north/secret",
        "kv%2Es/north/secret",
        "kv.s//secret",
        "s\\..\\north/secret",
        "dataset/positions.json/o:north%3Fportfolio=p",
        "dataset/positions.json%2Fo:north%3Fportfolio=p",
        "%64ataset/positions.json/o:north%3Fportfolio=p",
        "dataset/prices.json",
        "s/..%00/north/secret",
        "s/secret%00",
        "s/secret#/north",
      })
  void noPathLeadsToAnotherOrganisation(String path) throws Exception {
    Set<String> before = new HashSet<>(server.admin.entries.keySet());
    for (Caller caller : List.of(SOUTH, new Caller("eve", "north2", Role.OPERATOR))) {
      for (String method : List.of("GET", "DELETE", "PUT")) {
        try (Raw raw = server.raw()) {
          Raw.Answer answer =
              raw.send(
                      "%s %s%s HTTP/1.1\nHost: x\nContent-Length: 0\nAuthorization: Bearer %s\n\n"
                          .formatted(
                              method,
                              PATH,
                              path,
                              server.token(caller, Duration.ofMinutes(1))))
                  .answer();

          assertThat(answer.status()).as(method).isIn(201, 400, 403, 404);
          assertThat(answer.text())
              .doesNotContain("north's own");
        }
      }
      assertThat(server.admin.entries.keySet()).containsAll(before);
      server
          .admin
          .entries
          .keySet()
          .forEach(
              key ->
                  assertThat(before.contains(key) || key.startsWith("kv.s/" + caller.organisation()))
                      .as(key)
                      .isTrue());
      server.admin.entries.keySet().retainAll(before);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"north/x", "north%2Fx", "../north", "", "no rth", "NORTH", "north\u0000", "nörth"})
  void anOrganisationWithAnOddNameHasAPlaceOfItsOwn(String organisation) {
    Caller odd = new Caller("eve", organisation, Role.OPERATOR);
    for (String key : List.of("secret", "x/secret", "north/secret", "../north/secret")) {
      put(odd, "s/" + key, "odd");
    }

    assertThat(get(NORTH, "s/secret").body()).isEqualTo("north's own");
    assertThat(get(NORTH, "s/x/secret").statusCode()).isEqualTo(404);
    assertThat(get(odd, "s/secret").body()).isEqualTo("odd");
  }

  @Test
  void theSameNameIsADifferentValueForEachOrganisation() {
    put(NORTH, "s/name", "of north");
    put(SOUTH, "s/name", "of south");

    assertThat(get(NORTH, "s/name").body()).isEqualTo("of north");
    assertThat(get(SOUTH, "s/name").body()).isEqualTo("of south");
  }

  @Test
  void noHeaderMakesACallerAnother() {
    for (String header :
        List.of("X-Organisation", "Organisation", "X-Forwarded-User", "X-Original-Url")) {
      HttpResponse<String> answer =
          server.send(
              server
                  .as(SOUTH, PATH + "s/secret")
                  .header(header, "north")
                  .header("X-Http-Method-Override", "DELETE"));

      assertThat(answer.statusCode()).isEqualTo(404);
    }
    assertThat(server.admin.entries).containsKey("kv.s/north/secret");
    assertThat(get(SOUTH, "s/secret?organisation=north").statusCode()).isEqualTo(400);
  }

  @Test
  void onlyAnAdminOpensWhatTheServerKeepsItself() {
    Caller admin = new Caller("root", "", Role.ADMIN);

    for (String path :
        List.of("dataset/positions.json/o:north%3Fportfolio=p", "kv.s/north/secret")) {
      assertThat(get(NORTH, path).statusCode()).isEqualTo(403);
      assertThat(get(admin, path).body()).isEqualTo("north's own");
    }
  }

  @Test
  void theListingShowsWhatIsKnownAndNoBody() {
    HttpResponse<String> answer =
        server.send(server.as(SOUTH, "/api/v1/performance/cache/entries?namespace=dataset&limit=1"));

    JsonObject page = new JsonObject(answer.body());
    assertThat(page.getJsonArray("items")).hasSize(1);
    assertThat(page.getString("nextCursor")).isEqualTo("dataset/positions.json/o:north?portfolio=p");
    assertThat(answer.body())
              .doesNotContain("north's own");
    HttpResponse<String> rest =
        server.send(
            server.as(
                SOUTH,
                "/api/v1/performance/cache/entries?namespace=dataset&pattern=pr*&limit=500&cursor="
                    + Percent.encoded(page.getString("nextCursor"))));
    assertThat(new JsonObject(rest.body()).getJsonArray("items")).hasSize(1);
    assertThat(new JsonObject(rest.body()).getValue("nextCursor")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "namespace=A/b", "colour=red", "pattern=%00"})
  void aListingWithABadParameterIsRefusedByName(String query) {
    HttpResponse<String> answer =
        server.send(server.as(NORTH, "/api/v1/performance/cache/entries?" + query));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"pointer\":\"" + query.split("=", 2)[0] + "\"");
  }

  private HttpResponse<String> get(Caller caller, String path) {
    return server.send(server.as(caller, PATH + path));
  }

  private void put(Caller caller, String path, String value) {
    HttpResponse<String> answer =
        server.send(
            server.as(caller, PATH + path).PUT(HttpRequest.BodyPublishers.ofString(value)));
    assertThat(answer.statusCode()).isIn(201, 204);
  }
}
