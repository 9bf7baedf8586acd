package verticles;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.Supplier;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.http.HttpConfig;
import verticles.http.HttpFront;
import verticles.http.HttpVerticle;
import verticles.http.MetricsVerticle;
import verticles.http.RedirectVerticle;

/** Deploys verticles as steps of the ladder. */
record Deployments(Vertx vertx, Ladder ladder) {

  /** Deploys one verticle; answers its deployment id. */
  String deploy(String step, Supplier<Deployable> verticle) throws Exception {
    return deploy(step, verticle, 1);
  }

  private String deploy(String step, Supplier<Deployable> verticle, int instances)
      throws Exception {
    DeploymentOptions options = new DeploymentOptions().setInstances(instances);
    return ladder.climb(
        step,
        () -> vertx.deployVerticle(verticle, options).await(),
        deployment -> {
          if (vertx.deploymentIDs().contains(deployment)) {
            vertx.undeploy(deployment).await();
          }
        });
  }

  /**
   * Listens for HTTP, with a verticle for each event loop.
   *
   * @throws FailureException CONFLICT naming the ports when one of them cannot be listened on
   */
  String listen(HttpConfig http, HttpFront front, PrometheusMeterRegistry meters) throws Exception {
    try {
      String face = deploy("http", () -> new HttpVerticle(front), http.loops());
      deploy("metrics", () -> new MetricsVerticle(http, front, meters));
      if (http.tls().redirectPort() > 0) {
        deploy("redirects", () -> new RedirectVerticle(http, front));
      }
      return face;
    } catch (IOException e) {
      String said = String.valueOf(e.getMessage());
      throw FailureException.of(
          Failure.CONFLICT,
          ("Cannot listen on %s, port %d for HTTP and %d for metrics: %s."
                  + " Choose others with --port and http.metrics-port.")
              .formatted(
                  http.host(),
                  http.port(),
                  http.metricsListensOn(),
                  said.contains("in use") ? "one of them is in use" : said),
          e);
    }
  }
}
