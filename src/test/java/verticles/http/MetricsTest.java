package verticles.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.limit.TrustedProxies;

class MetricsTest {
  private final Vertx vertx = Vertx.vertx();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health("0.0.0-test", "node-1", InstantSource.system());
  private final HttpConfig config = TestServer.config();
  private final HttpFront front =
      new HttpFront(config, Duration.ofSeconds(1), new TrustedProxies(List.of()), health, registry);

  @BeforeEach
  void start() {
    TestServer.await(
        vertx.deployVerticle(
            () -> new HttpVerticle(front), new DeploymentOptions().setInstances(2)));
    TestServer.await(vertx.deployVerticle(new MetricsVerticle(config, front, registry)));
  }

  @AfterEach
  void stop() {
    TestServer.await(vertx.close());
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void metricsAreOnAPortOfTheirOwn() throws Exception {
    get(front.port(), "/health/live");

    HttpResponse<String> metrics = get(front.metricsPort(), "/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("spinreserve_http_requests_seconds_bucket{operation=\"none\",status=\"200\"")
        .contains("spinreserve_http_connections")
        .contains("spinreserve_http_streams")
        .contains("spinreserve_http_hits_seconds_count");
    assertThat(get(front.metricsPort(), "/health").statusCode()).isEqualTo(503);
    assertThat(get(front.metricsPort(), "/").statusCode()).isEqualTo(404);
    assertThat(get(front.port(), "/metrics").statusCode()).isEqualTo(503);
  }
}
