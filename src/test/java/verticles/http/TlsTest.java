package verticles.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.http.TlsDesk.client;

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
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import verticles.embedded.Ports;

/** TLS and HTTP/2 with real clients. */
class TlsTest {
  private static final String PRICES = "/api/v1/data/prices?zone=DK1";
  @TempDir static Path folder;
  private static TlsDesk.Signed signed;
  private TlsDesk desk;

  @BeforeAll
  static void sign() {
    signed = TlsDesk.Signed.in(folder);
  }

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    desk = new TlsDesk(signed, data);
  }

  @AfterEach
  void stop() {
    desk.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_client_reads_over_tls(Version version) throws Exception {
    try (HttpClient client = client(desk.authority.client(), version)) {
      for (int round = 0; round < 5; round++) {
        HttpResponse<String> answer =
            client.send(desk.request(PRICES).build(), BodyHandlers.ofString());

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
    try (HttpClient client = client(desk.authority.client(), version)) {
      client.send(desk.request(PRICES).build(), BodyHandlers.ofString());

      var answers =
          IntStream.range(0, 60)
              .mapToObj(
                  i -> client.sendAsync(desk.request(PRICES).build(), BodyHandlers.ofString()))
              .toList();

      assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
    }
  }

  @Test
  void a_body_without_a_length_is_read_over_http2() throws Exception {
    String questions = "{\"items\":[{\"dataset\":\"prices\",\"parameters\":{\"zone\":\"DK1\"}}]}";
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      HttpResponse<String> answer =
          client.send(
              desk.request("/api/v1/data:batch")
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
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      client.send(desk.request(PRICES).build(), BodyHandlers.ofString());
      HttpResponse<String> refused =
          client.send(
              desk.request("/api/v1/data:batch")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(new byte[60_000]))
                  .build(),
              BodyHandlers.ofString());
      HttpResponse<String> next =
          client.send(desk.request(PRICES).build(), BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.headers().map()).doesNotContainKey("connection");
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(desk.server.meters.get("spinreserve.http.connections").gauge().value())
          .isEqualTo(1);
    }
  }

  @Test
  void a_stream_runs_over_http2_beside_other_requests() throws Exception {
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      HttpResponse<InputStream> stream =
          client.send(
              desk.request("/api/v1/market/prices/stream").build(), BodyHandlers.ofInputStream());
      HttpResponse<String> beside =
          client.send(desk.request(PRICES).build(), BodyHandlers.ofString());

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
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      HttpResponse<String> missing =
          client.send(desk.request("/api/v1/nothing").build(), BodyHandlers.ofString());
      HttpResponse<String> next =
          client.send(desk.request(PRICES).build(), BodyHandlers.ofString());

      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(next.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_header_larger_than_allowed_is_refused_over_http2() throws Exception {
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      HttpRequest huge = desk.request(PRICES).header("x-huge", "a".repeat(20_000)).build();
      int status;
      try {
        status = client.send(huge, BodyHandlers.ofString()).statusCode();
      } catch (IOException reset) {
        status = 431;
      }

      assertThat(status).isEqualTo(431);
      assertThat(client.send(desk.request(PRICES).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void plain_http_and_old_tls_are_not_spoken() throws Exception {
    try (SSLSocket old =
        (SSLSocket)
            desk.authority
                .client()
                .getSocketFactory()
                .createSocket("127.0.0.1", desk.server.front.port())) {
      assertThat(enabled(old)).isFalse();
    }
    try (Socket plain = new Socket("127.0.0.1", desk.server.front.port())) {
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
    try (Socket silent = new Socket("127.0.0.1", desk.server.front.port())) {
      silent.setSoTimeout(20_000);

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void plain_http_is_led_to_https(@TempDir Path data) throws Exception {
    int plain = Ports.free();
    desk.server.close();
    desk.server = desk.open(data, Optional.empty(), plain);
    TestServer.await(
        desk.server.vertx.deployVerticle(
            new RedirectVerticle(desk.server.front.config(), desk.server.front)));

    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> led =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + plain + "/a?b=c")).build(),
              BodyHandlers.ofString());

      assertThat(led.statusCode()).isEqualTo(308);
      assertThat(led.headers().firstValue("location"))
          .hasValue("https://127.0.0.1:" + desk.server.front.port() + "/a?b=c");
    }
    Raw odd = new Raw(plain);
    odd.send("GET http://evil.example/ HTTP/1.1\nHost: evil.example/x\n\n");
    assertThat(odd.answer().status()).isEqualTo(400);
  }
}
