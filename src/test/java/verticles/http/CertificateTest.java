package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.http.TlsDesk.client;
import static verticles.http.TlsDesk.put;
import static verticles.testing.Patience.until;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.FailureException;
import verticles.tls.LiveCertificate;

/** The certificates of both sides, and new ones while the server runs. */
class CertificateTest {
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

  @Test
  void a_new_certificate_takes_over_and_open_connections_go_on() throws Exception {
    try (HttpClient client = client(desk.authority.client(), Version.HTTP_2)) {
      client.send(desk.request(PRICES).build(), BodyHandlers.ofString());
      assertThat(desk.shown(desk.authority.client())).contains("CN=first");

      desk.install(desk.second);
      assertThat(TestServer.await(live().look(desk.server.vertx))).isTrue();

      for (int i = 0; i < 8; i++) {
        assertThat(desk.shown(desk.authority.client())).contains("CN=second");
      }
      HttpResponse<String> old = client.send(desk.request(PRICES).build(), BodyHandlers.ofString());
      assertThat(old.sslSession().orElseThrow().getPeerCertificates()[0].toString())
          .contains("CN=first");
      assertThat(health("status")).isEqualTo("up");
    }
  }

  @Test
  void a_new_certificate_is_found_without_being_told() throws Exception {
    desk.install(desk.second);

    until("the new one is shown", () -> desk.shown(desk.authority.client()).contains("CN=second"));
  }

  @Test
  void files_that_do_not_fit_together_leave_the_old_certificate() throws Exception {
    put(desk.second.certificate(), desk.chain);
    assertThat(TestServer.await(live().look(desk.server.vertx))).isFalse();

    assertThat(desk.shown(desk.authority.client())).contains("CN=first");
    assertThat(live().complaint()).contains("is not the key of");
    assertThat(health("status")).isEqualTo("degraded");
    assertThat(health("detail")).contains("not used").doesNotContain(folder.toString());

    Files.writeString(desk.chain, "-----BEGIN CERTIFICATE-----\nnonsense\n");
    assertThat(TestServer.await(live().look(desk.server.vertx))).isFalse();
    assertThat(live().complaint()).contains("no certificate in PEM form");
    Files.delete(desk.chain);
    assertThat(TestServer.await(live().look(desk.server.vertx))).isFalse();
    assertThat(live().complaint()).contains("cannot be read");

    desk.install(desk.second);
    assertThat(TestServer.await(live().look(desk.server.vertx))).isTrue();
    assertThat(desk.shown(desk.authority.client())).contains("CN=second");
    assertThat(health("status")).isEqualTo("up");
  }

  @Test
  void bad_files_stop_the_start(@TempDir Path data) throws Exception {
    put(desk.second.certificate(), desk.chain);

    assertThatThrownBy(() -> desk.open(data, Optional.empty(), 0))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("http.tls: ")
        .hasMessageContaining("is not the key of");
  }

  @Test
  void clients_show_a_certificate_where_they_must(@TempDir Path data) throws Exception {
    desk.server.close();
    desk.server = desk.open(data, Optional.of(desk.authority.ca()), 0);
    desk.authority.sign("someone", "dns:someone");

    try (HttpClient known = client(desk.authority.client("someone"), Version.HTTP_2);
        HttpClient unknown = client(desk.authority.client(), Version.HTTP_2)) {
      assertThat(known.send(desk.request(PRICES).build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      assertThatThrownBy(() -> unknown.send(desk.request(PRICES).build(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  private LiveCertificate live() {
    return desk.server.front.certificate().orElseThrow();
  }

  private String health(String field) throws Exception {
    var part = new JsonObject(Json.buffer(desk.server.health.document())).getJsonObject("services");
    return part.getJsonObject("tls").getString(field);
  }
}
