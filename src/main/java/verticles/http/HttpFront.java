package verticles.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.limit.TrustedProxies;
import verticles.tls.BadCertificateException;
import verticles.tls.LiveCertificate;
import verticles.tls.PemFiles;

/**
 * The HTTP face of this node, shared by its {@link HttpVerticle}s. They listen from the first
 * moment and serve health only; {@link #open} makes them serve everything, {@link #drain} tells
 * load balancers to go elsewhere, and undeploying them finishes what runs. Safe to use from every
 * thread.
 */
public final class HttpFront {
  private static final String WEBROOT = "webroot";

  /** So often it is looked whether there is a new certificate. */
  private static final long LOOK_MILLIS = 5_000;

  private final HttpConfig config;
  private final Duration drain;
  private final Health health;
  private final MeterRegistry meters;
  private final String webroot;
  private final NodeConnections connections;
  private final TrustedProxies proxies;
  private final List<Loop> loops = new CopyOnWriteArrayList<>();
  private final RequestMeters requests;
  private final StreamCounter streams;
  private Optional<LiveCertificate> certificate = Optional.empty();
  private volatile int port;
  private volatile int metricsPort;

  /**
   * The face of a node.
   *
   * @param proxies who are believed when they say who their client is
   * @param drain how long running requests may finish when the node stops
   */
  public HttpFront(
      HttpConfig config,
      Duration drain,
      TrustedProxies proxies,
      Health health,
      MeterRegistry meters) {
    this(config, drain, proxies, health, meters, WEBROOT);
  }

  HttpFront(
      HttpConfig config,
      Duration drain,
      TrustedProxies proxies,
      Health health,
      MeterRegistry meters,
      String webroot) {
    this.config = config;
    this.drain = drain;
    this.health = health;
    this.meters = meters;
    this.webroot = webroot;
    this.requests = new RequestMeters(meters);
    this.streams = new StreamCounter(config.maxStreams(), config.maxStreamsPerUser(), meters);
    this.proxies = proxies;
    this.connections = new NodeConnections(config, proxies, meters);
    for (OpenConnection.State state : OpenConnection.State.values()) {
      Gauge.builder("spinreserve.http.connections.state", this, front -> front.count(state))
          .description("Open connections by what they do, as of the last half second")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  /**
   * Reads the certificate where there is one, and follows its files; before the {@link
   * HttpVerticle}s are deployed. It blocks.
   *
   * @throws FailureException CONFLICT when the files hold no usable certificate
   */
  public void secure(Vertx vertx, InstantSource clock) {
    Optional<PemFiles> files = config.tls().files();
    if (files.isEmpty()) {
      return;
    }
    try {
      LiveCertificate live = new LiveCertificate(vertx, files.get(), clock);
      vertx.setPeriodic(LOOK_MILLIS, tick -> live.look(vertx));
      health.watch(new CertificatePart(live, clock).part());
      certificate = Optional.of(live);
    } catch (BadCertificateException e) {
      throw FailureException.of(Failure.CONFLICT, "http.tls: " + e.getMessage(), e);
    }
  }

  Optional<LiveCertificate> certificate() {
    return certificate;
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

  private int count(OpenConnection.State state) {
    return loops.stream().mapToInt(loop -> loop.connections().count(state)).sum();
  }

  /** How many connections do what, in words. */
  public String connectionsInWords() {
    return "connections: %d busy, %d idle, %d without a request"
        .formatted(
            count(OpenConnection.State.BUSY),
            count(OpenConnection.State.IDLE),
            count(OpenConnection.State.WAITING));
  }

  NodeConnections connections() {
    return connections;
  }

  TrustedProxies proxies() {
    return proxies;
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
