package verticles.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.testing.Patience.until;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import verticles.bus.FailureException;
import verticles.embedded.Ports;
import verticles.identity.Role;
import verticles.testing.TestCertificates;
import verticles.testing.TestCertificates.Pem;
import verticles.tls.LiveCertificate;

/** TLS and HTTP/2 with real clients. */
class TlsTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";

  @TempDir static Path folder;
  private static TestCertificates authority;
  private static Pem first;
  private static Pem second;

  private Path chain;
  private Path key;
  private TestServer server;

  @BeforeAll
  static void sign() {
    authority = TestCertificates.in(folder);
    first = authority.sign("first", "ip:127.0.0.1,dns:localhost");
    second = authority.sign("second", "ip:127.0.0.1,dns:localhost");
  }

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    chain = data.resolve("tls.pem");
    key = data.resolve("tls.key");
    install(first);
    server = open(data, Optional.empty(), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestServer open(Path data, Optional<Path> ca, int redirectPort) {
    String[] tls = {
      "event-loops: 2",
      "tls: { certificate: '%s', key: '%s', redirect-port: %d }"
          .formatted(chain, key, redirectPort),
      ca.map(file -> "tls: { ca: '%s' }".formatted(file)).orElse("{}")
    };
    return new TestServer(data, TestServer.config(tls)).open();
  }

  private void install(Pem pem) throws IOException {
    put(pem.certificate(), chain);
    put(pem.key(), key);
  }

  private static void put(Path from, Path to) throws IOException {
    Path beside = to.resolveSibling("beside");
    Files.copy(from, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
  }

  private HttpClient client(SSLContext trust, Version version) {
    return HttpClient.newBuilder().sslContext(trust).version(version).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.front.port() + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + server.token(Role.VIEWER));
  }

  @ParameterizedTest
  @EnumSource
  void a_client_reads_over_tls(Version version) throws Exception {
    try (HttpClient client = client(authority.client(), version)) {
      for (int round = 0; round < 5; round++) {
        HttpResponse<String> answer = client.send(request(PRICES).build(), BodyHandlers.ofString());

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-cache-status"))
            .hasValue(round == 0 ? "MISS" : "HIT");
        assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
        assertThat(answer.body()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_requests_at_once_are_answered(Version version) throws Exception {
    try (HttpClient client = client(authority.client(), version)) {
      client.send(request(PRICES).build(), BodyHandlers.ofString());

      var answers =
          IntStream.range(0, 60)
              .mapToObj(i -> client.sendAsync(request(PRICES).build(), BodyHandlers.ofString()))
              .toList();

      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
    }
  }

  @Test
  void a_body_without_a_length_is_read_over_http2() throws Exception {
    String questions = "{\"items\":[{\"dataset\":\"prices\",\"parameters\":{\"zone\":\"DK1\"}}]}";
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      HttpResponse<String> answer =
          client.send(
              request("/api/v1/data:batch")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(questions)))
                  .build(),
              BodyHandlers.ofString());

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"status\":200");
    }
  }

  @Test
  void a_refused_body_ends_its_stream_and_not_the_connection() throws Exception {
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      client.send(request(PRICES).build(), BodyHandlers.ofString());
      HttpResponse<String> refused =
          client.send(
              request("/api/v1/data:batch")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(new byte[60_000]))
                  .build(),
              BodyHandlers.ofString());
      HttpResponse<String> next = client.send(request(PRICES).build(), BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.headers().map()).doesNotContainKey("connection");
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(server.meters.get("spinreserve.http.connections").gauge().value()).isEqualTo(1);
    }
  }

  @Test
  void a_stream_runs_over_http2_beside_other_requests() throws Exception {
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      HttpResponse<InputStream> stream =
          client.send(
              request("/api/v1/market/prices/stream").build(), BodyHandlers.ofInputStream());
      HttpResponse<String> beside = client.send(request(PRICES).build(), BodyHandlers.ofString());

      assertThat(stream.version()).isEqualTo(Version.HTTP_2);
      assertThat(stream.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(stream.body().read()).isPositive();
      assertThat(beside.statusCode()).isEqualTo(200);
      stream.body().close();
    }
  }

  @Test
  void a_problem_over_http2_leaves_the_connection_open() throws Exception {
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      HttpResponse<String> missing =
          client.send(request("/api/v1/nothing").build(), BodyHandlers.ofString());
      HttpResponse<String> next = client.send(request(PRICES).build(), BodyHandlers.ofString());

      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_header_larger_than_allowed_is_refused_over_http2() throws Exception {
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      HttpRequest huge = request(PRICES).header("x-huge", "a".repeat(20_000)).build();
      int status;
      try {
        status = client.send(huge, BodyHandlers.ofString()).statusCode();
      } catch (IOException reset) {
        status = 431;
      }

      assertThat(status).isEqualTo(431);
      assertThat(client.send(request(PRICES).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void plain_http_and_old_tls_are_not_spoken() throws Exception {
    try (SSLSocket old =
        (SSLSocket)
            authority.client().getSocketFactory().createSocket("127.0.0.1", server.front.port())) {
      assertThat(enabled(old)).isFalse();
    }
    try (Socket plain = new Socket("127.0.0.1", server.front.port())) {
      plain.setSoTimeout(20_000);
      plain.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      byte[] said = plain.getInputStream().readAllBytes();
      assertThat(new String(said, UTF_8)).doesNotContain("HTTP/1.1");
    }
  }

  private static boolean enabled(SSLSocket socket) {
    try {
      socket.setEnabledProtocols(new String[] {"TLSv1.1"});
      socket.startHandshake();
      return true;
    } catch (IOException | IllegalArgumentException refused) {
      return false;
    }
  }

  @Test
  void a_client_that_never_shakes_hands_is_closed() throws Exception {
    try (Socket silent = new Socket("127.0.0.1", server.front.port())) {
      silent.setSoTimeout(20_000);

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void a_new_certificate_takes_over_and_open_connections_go_on() throws Exception {
    try (HttpClient client = client(authority.client(), Version.HTTP_2)) {
      client.send(request(PRICES).build(), BodyHandlers.ofString());
      assertThat(shown(authority.client())).contains("CN=first");

      install(second);
      assertThat(TestServer.await(live().look(server.vertx))).isTrue();

      for (int i = 0; i < 8; i++) {
        assertThat(shown(authority.client())).contains("CN=second");
      }
      HttpResponse<String> old = client.send(request(PRICES).build(), BodyHandlers.ofString());
      assertThat(old.sslSession().orElseThrow().getPeerCertificates()[0].toString())
          .contains("CN=first");
      assertThat(health("status")).isEqualTo("up");
    }
  }

  @Test
  void a_new_certificate_is_found_without_being_told() throws Exception {
    install(second);

    until("the new one is shown", () -> shown(authority.client()).contains("CN=second"));
  }

  @Test
  void files_that_do_not_fit_together_leave_the_old_certificate() throws Exception {
    put(second.certificate(), chain);
    assertThat(TestServer.await(live().look(server.vertx))).isFalse();

    assertThat(shown(authority.client())).contains("CN=first");
    assertThat(live().complaint()).contains("is not the key of");
    assertThat(health("status")).isEqualTo("degraded");
    assertThat(health("detail")).contains("not used").doesNotContain(folder.toString());

    Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nnonsense\n");
    assertThat(TestServer.await(live().look(server.vertx))).isFalse();
    assertThat(live().complaint()).contains("no certificate in PEM form");
    Files.delete(chain);
    assertThat(TestServer.await(live().look(server.vertx))).isFalse();
    assertThat(live().complaint()).contains("cannot be read");

    install(second);
    assertThat(TestServer.await(live().look(server.vertx))).isTrue();
    assertThat(shown(authority.client())).contains("CN=second");
    assertThat(health("status")).isEqualTo("up");
  }

  @Test
  void bad_files_stop_the_start(@TempDir Path data) throws Exception {
    put(second.certificate(), chain);

    assertThatThrownBy(() -> open(data, Optional.empty(), 0))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("http.tls: ")
        .hasMessageContaining("is not the key of");
  }

  @Test
  void clients_show_a_certificate_where_they_must(@TempDir Path data) throws Exception {
    server.close();
    server = open(data, Optional.of(authority.ca()), 0);
    authority.sign("someone", "dns:someone");

    try (HttpClient known = client(authority.client("someone"), Version.HTTP_2);
        HttpClient unknown = client(authority.client(), Version.HTTP_2)) {
      assertThat(known.send(request(PRICES).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThatThrownBy(() -> unknown.send(request(PRICES).build(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void plain_http_is_led_to_https(@TempDir Path data) throws Exception {
    int plain = Ports.free();
    server.close();
    server = open(data, Optional.empty(), plain);
    TestServer.await(
        server.vertx.deployVerticle(new RedirectVerticle(server.front.config(), server.front)));

    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> led =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plain + "/a?b=c")).build(),
              BodyHandlers.ofString());

      assertThat(led.statusCode()).isEqualTo(308);
      assertThat(led.headers().firstValue("location"))
          .hasValue("https://127.0.0.1:" + server.front.port() + "/a?b=c");
    }
    Raw odd = new Raw(plain);
    odd.send("GET http://evil.example/ HTTP/1.1\nHost: evil.example/x\n\n");
    assertThat(odd.answer().status()).isEqualTo(400);
  }

  private LiveCertificate live() {
    return server.front.certificate().orElseThrow();
  }

  private String health(String field) throws Exception {
    var part = new JsonObject(Json.buffer(server.health.document())).getJsonObject("services");
    return part.getJsonObject("tls").getString(field);
  }

  private String shown(SSLContext trust) {
    try (SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", server.front.port())) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0].toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
