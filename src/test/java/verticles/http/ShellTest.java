package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
  private static final Pattern MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  private static TestServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new TestServer(data).open();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> get(String path, String... headers) {
    var request = server.request(path);
    return server.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String importMap() {
    Matcher map = MAP.matcher(get("/").body());
    assertThat(map.find()).isTrue();
    return map.group(1);
  }

  @Test
  void thePageAllowsExactlyItsOwnImportMap() {
    HttpResponse<String> page = get("/");
    String policy = page.headers().firstValue("content-security-policy").orElse("");
    String hash = Digests.source(importMap().getBytes(StandardCharsets.UTF_8));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(policy)
        .contains("script-src 'self' " + hash + ";")
        .contains("default-src 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("cache-control")).contains("no-cache");
    assertThat(page.body()).doesNotContain("{{").doesNotContain("<!--importmap");
  }

  @Test
  void everyModuleIsServedWithTheContentThatThePagePromises() throws Exception {
    JsonNode map = new ObjectMapper().readTree(importMap());

    assertThat(map.get("imports").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("preact", "app/api", "app/main", "app/style.css");
    for (String name : List.of("preact", "app/api", "app/main")) {
      JsonNode address = map.get("imports").get(name);
      HttpResponse<String> module = get(address.asText());

      assertThat(module.statusCode()).isEqualTo(200);
      assertThat(module.headers().firstValue("content-type"))
          .contains("text/javascript; charset=utf-8");
      assertThat(module.headers().firstValue("cache-control"))
          .contains("public, max-age=31536000, immutable");
      assertThat(map.get("integrity").get(address.asText()).asText())
          .isEqualTo(Digests.integrity(module.body().getBytes(StandardCharsets.UTF_8)));
      assertThat(get("/").body())
          .contains("<link rel=\"modulepreload\" href=\"" + address.asText() + "\" integrity=");
    }
  }

  @Test
  void stylesThatPagesAskForLaterHaveTheirAddressInTheMap() throws Exception {
    JsonNode map = new ObjectMapper().readTree(importMap());

    HttpResponse<String> style = get(map.get("imports").get("app/style.css").asText());

    assertThat(style.statusCode()).isEqualTo(200);
    assertThat(style.headers().firstValue("content-type")).contains("text/css; charset=utf-8");
  }

  @Test
  void stylesAndIconsAreNamedByTheirContent() {
    Matcher style =
        Pattern.compile("href=\"(/a/style\\.[0-9a-f]{10}\\.css)\"").matcher(get("/").body());

    assertThat(style.find()).isTrue();
    HttpResponse<String> css = get(style.group(1));
    assertThat(css.body()).containsPattern("url\\('/a/mark\\.[0-9a-f]{10}\\.svg'\\)");
    assertThat(css.headers().firstValue("content-type")).contains("text/css; charset=utf-8");
  }

  @Test
  void compressedFormsHaveTagsOfTheirOwnAndAnswer304() throws Exception {
    String api = new ObjectMapper().readTree(importMap()).get("imports").get("app/api").asText();

    HttpResponse<String> plain = get(api);
    HttpResponse<String> gzip = get(api, "Accept-Encoding", "gzip");
    HttpResponse<String> brotli = get(api, "Accept-Encoding", "gzip, br");
    String etag = brotli.headers().firstValue("etag").orElse("");

    assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
    assertThat(gzip.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(brotli.headers().firstValue("content-encoding")).contains("br");
    assertThat(etag).isNotEqualTo(gzip.headers().firstValue("etag").orElse(""));
    assertThat(get(api, "Accept-Encoding", "br", "If-None-Match", etag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void dotFilesAndUnknownNamesAreNotServed() {
    assertThat(get("/.env").statusCode()).isEqualTo(404);
    assertThat(get("/a/.env").statusCode()).isEqualTo(404);
    assertThat(get("/a/main.js").statusCode()).isEqualTo(404);
    assertThat(get("/index.html").statusCode()).isEqualTo(404);
  }

  @Test
  void aJarWithoutAPageDoesNotStart() {
    assertThatThrownBy(() -> Shell.load("conf"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("index.html");
  }

  @Test
  void everythingThatTheRealPageImportsIsInItsMap() {
    Pattern imported = Pattern.compile("(?:from|import)\\s+'([^']+)'");
    Shell real = Shell.load("webroot");

    WebFiles.read("webroot").entrySet().stream()
        .filter(file -> file.getKey().startsWith("app/") && file.getKey().endsWith(".js"))
        .flatMap(
            file -> imported.matcher(new String(file.getValue(), StandardCharsets.UTF_8)).results())
        .forEach(found -> assertThat(real.imports()).contains(found.group(1)));
    assertThat(real.imports()).contains("preact", "htm", "app/main");
  }
}
