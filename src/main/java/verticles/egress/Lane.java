package verticles.egress;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.FailureException;

/** The way out for one purpose, with connections, breakers and counts of its own. */
final class Lane {
  private static final Logger LOGGER = LoggerFactory.getLogger(Lane.class);
  private static final int MAX_HEADER = 16 * 1024;
  private static final int MAX_FIRST_LINE = 4096;
  private static final int KEEP_ALIVE_SECONDS = 15;
  private static final int HANDSHAKE_SECONDS = 5;

  private final Purpose purpose;
  private final PurposeConfig config;
  private final Vertx vertx;
  private final Guard guard;
  private final Breakers breakers;
  private final HttpClient client;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

  Lane(
      Vertx vertx,
      Purpose purpose,
      PurposeConfig config,
      Resolver resolver,
      MeterRegistry meters,
      InstantSource clock) {
    this.purpose = purpose;
    this.config = config;
    this.vertx = vertx;
    this.guard = new Guard(config, resolver);
    this.breakers = new Breakers(clock);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(config))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(config.maxConnections())
                    .setMaxWaitQueueSize(config.maxRunning()))
            .build();
    for (Outcome outcome : Outcome.values()) {
      timers.put(outcome, timer(meters, outcome));
    }
  }

  private static HttpClientOptions options(PurposeConfig config) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setVerifyHost(true)
            .setTrustAll(false)
            .setDecompressionSupported(false)
            .setMaxHeaderSize(MAX_HEADER)
            .setMaxInitialLineLength(MAX_FIRST_LINE)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
    config
        .ca()
        .ifPresent(ca -> options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString())));
    return options;
  }

  private Timer timer(MeterRegistry meters, Outcome outcome) {
    return Timer.builder("spinreserve.egress.requests")
        .description("Requests to other servers, from their start to the end of the answer")
        .tag("purpose", purpose.label())
        .tag("outcome", outcome.label())
        .register(meters);
  }

  Future<EgressStream> open(EgressRequest request) {
    try {
      RequestForm.check(request);
    } catch (FailureException malformed) {
      count(Outcome.REFUSED, 0);
      return Future.failedFuture(malformed);
    }
    if (running.incrementAndGet() > config.maxRunning()) {
      running.decrementAndGet();
      count(Outcome.BUSY, 0);
      return Future.failedFuture(Outcome.BUSY.failure());
    }
    Call call = new Call(this, request);
    // on one context: elsewhere an answer may have ended before its handlers are set
    Promise<EgressStream> opened = Promise.promise();
    vertx.getOrCreateContext().runOnContext(now -> call.open().onComplete(opened));
    return opened.future();
  }

  /** A call has ended; the cause is for the log alone. */
  void ended(Outcome outcome, String authority, long nanos, @Nullable Throwable cause) {
    running.decrementAndGet();
    count(outcome, nanos);
    if (outcome != Outcome.ANSWERED && outcome != Outcome.CANCELLED) {
      LOGGER
          .atWarn()
          .addKeyValue("purpose", purpose.label())
          .addKeyValue("host", authority)
          .addKeyValue("outcome", outcome.label())
          .addKeyValue("reason", cause == null ? "" : cause.toString())
          .log("a request to another server was not answered well");
    }
  }

  private void count(Outcome outcome, long nanos) {
    Timer timer = timers.get(outcome);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  PurposeConfig config() {
    return config;
  }

  Vertx vertx() {
    return vertx;
  }

  Guard guard() {
    return guard;
  }

  Breakers breakers() {
    return breakers;
  }

  HttpClient client() {
    return client;
  }

  Future<Void> close() {
    return client.close();
  }
}
