package verticles.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP face of this node, shared by its {@link HttpVerticle}s. They listen from the first
 * moment and serve health only; {@link #open} makes them serve everything, {@link #drain} tells
 * load balancers to go elsewhere, and undeploying them finishes what runs. Safe to use from every
 * thread.
 */
public final class HttpFront {
  private static final String WEBROOT = "webroot";

  private final HttpConfig config;
  private final Duration drain;
  private final Health health;
  private final MeterRegistry meters;
  private final String webroot;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final RequestMeters requests;
  private final StreamCounter streams;
  private volatile int port;
  private volatile int metricsPort;

  /**
   * The face of a node.
   *
   * @param drain how long running requests may finish when the node stops
   */
  public HttpFront(HttpConfig config, Duration drain, Health health, MeterRegistry meters) {
    this(config, drain, health, meters, WEBROOT);
  }

  HttpFront(
      HttpConfig config, Duration drain, Health health, MeterRegistry meters, String webroot) {
    this.config = config;
    this.drain = drain;
    this.health = health;
    this.meters = meters;
    this.webroot = webroot;
    this.requests = new RequestMeters(meters);
    this.streams = new StreamCounter(config.maxStreams(), meters);
    Gauge.builder("spinreserve.http.connections", connections, AtomicInteger::get)
        .description("Open connections")
        .register(meters);
  }

  /**
   * Serves everything from now on; once, after the {@link HttpVerticle}s are deployed.
   *
   * @return fails when the contract has an operation without a handler, or the page is incomplete
   */
  public Future<Void> open(Vertx vertx, HttpServices services) {
    return open(vertx, services, Contract.load());
  }

  Future<Void> open(Vertx vertx, HttpServices services, Contract contract) {
    return Surface.prepare(vertx, services, contract, webroot, new HealthOperations(health))
        .compose(surface -> Future.all(loops.stream().map(loop -> loop.open(surface)).toList()))
        .map(
            ready -> {
              health.enter(Health.Stage.OPEN);
              return null;
            });
  }

  /** The names of the fields that the contract declares to be secret. */
  public static Set<String> secretFields() {
    return SecretFields.of(Contract.load());
  }

  /** Turns readiness off; what comes is still served. */
  public void drain() {
    health.enter(Health.Stage.DRAINING);
  }

  /** The port that is listened on; 0 before the first {@link HttpVerticle} is deployed. */
  public int port() {
    return port;
  }

  /** The port of {@code /metrics}; 0 before the {@link MetricsVerticle} is deployed. */
  public int metricsPort() {
    return metricsPort;
  }

  void metricsListening(int actualPort) {
    metricsPort = actualPort;
  }

  void listening(int actualPort) {
    port = actualPort;
  }

  HttpConfig config() {
    return config;
  }

  Duration drainTime() {
    return drain;
  }

  Health health() {
    return health;
  }

  MeterRegistry meters() {
    return meters;
  }

  AtomicInteger connections() {
    return connections;
  }

  StreamCounter streams() {
    return streams;
  }

  RequestMeters requests() {
    return requests;
  }

  /** Each event loop joins when it starts, before {@link #open}. */
  void join(Loop loop) {
    loops.add(loop);
  }
}
