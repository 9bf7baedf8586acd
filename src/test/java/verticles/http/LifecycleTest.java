package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.identity.Role;

class LifecycleTest {
  private TestServer server;

  @BeforeEach
  void start(@TempDir Path data) {
    server = new TestServer(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) {
    return server.send(server.request(path));
  }

  @Test
  void aNodeThatStartsServesHealthAndAsksToComeAgain() {
    HttpResponse<String> early = server.get(Role.VIEWER, "/api/v1/data/prices?zone=DK1");

    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("retry-after")).contains("1");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/started").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("\"status\":\"starting\"");

    server.open();

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/started").statusCode()).isEqualTo(200);
    assertThat(server.get(Role.VIEWER, "/api/v1/data/prices?zone=DK1").statusCode()).isEqualTo(200);
  }

  @Test
  void aPartThatIsDownDegradesTheNodeWhichStaysReady() {
    AtomicReference<HealthPart.State> database =
        new AtomicReference<>(new HealthPart.State(HealthPart.Status.UP, "", Instant.EPOCH));
    server.health.watch(new HealthPart("database", database::get));
    server.open();
    assertThat(get("/health").body()).startsWith("{\"status\":\"up\"");

    database.set(
        new HealthPart.State(HealthPart.Status.DOWN, "Connection refused.", Instant.EPOCH));

    HttpResponse<String> health = get("/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .startsWith("{\"status\":\"degraded\",\"version\":\"0.0.0-test\",\"node\":\"node-1\"")
        .contains("\"database\":{\"status\":\"down\",\"detail\":\"Connection refused.\"");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aNodeThatDrainsSaysSoAndStillServes() {
    server.open();

    server.front.drain();

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("\"status\":\"down\"");
    assertThat(server.get(Role.VIEWER, "/api/v1/data/prices?zone=DK1").statusCode()).isEqualTo(200);
  }

  @Test
  void aRunningRequestIsFinishedIdleConnectionsCloseAndStreamsEnd() throws Exception {
    server.open();
    Promise<byte[]> source = server.cache.hold();
    String token = server.token(Role.VIEWER);
    try (Raw running = server.raw();
        Raw idle = server.raw();
        Raw stream = server.raw()) {
      idle.send("GET /health/live HTTP/1.1\nHost: x\n\n").answer();
      stream.send(
          "GET /api/v1/market/prices/stream HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + token
              + "\n\n");
      assertThat(stream.answer(false).status()).isEqualTo(200);
      running.send(
          "GET /api/v1/data/prices?zone=DK1 HTTP/1.1\nHost: x\nAuthorization: Bearer "
              + token
              + "\n\n");
      for (int round = 0; round < 200 && server.cache.loads.get() == 0; round++) {
        Thread.sleep(20);
      }

      Future<Void> stopped = server.stop();

      assertThat(idle.closedByServer()).isTrue();
      assertThat(stream.closedByServer()).isTrue();
      assertThat(stopped.isComplete()).isFalse();
      source.complete("rows".getBytes());
      assertThat(running.answer().text()).isEqualTo("rows");
      TestServer.await(stopped);
    }
  }

  @Test
  void signOutEndsTheTokenWithinASecond() throws Exception {
    server.open();
    String token = server.token(Role.VIEWER);
    String path = "/api/v1/data/prices?zone=DK1";
    for (int round = 0; round < 3; round++) {
      server.send(server.request(path).header("Authorization", "Bearer " + token));
    }

    HttpResponse<String> out =
        server.send(
            server
                .request("/api/v1/auth/session")
                .header("Authorization", "Bearer " + token)
                .DELETE());

    assertThat(out.statusCode()).isEqualTo(204);
    int status = 200;
    for (int round = 0; round < 60 && status == 200; round++) {
      Thread.sleep(50);
      status =
          server.send(server.request(path).header("Authorization", "Bearer " + token)).statusCode();
    }
    assertThat(status).isEqualTo(401);
  }

  @Test
  void theSignInPageLearnsOfTheDemo() {
    server.open();

    assertThat(get("/api/v1/auth/options").body())
        .isEqualTo(
            "{\"demoAccount\":{\"username\":\"demo\",\"password\":\"open-sesame-1\"},\"simulated\":true,"
                + "\"oidc\":null,\"passkeys\":null}");
  }
}
