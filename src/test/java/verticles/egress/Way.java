package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.testing.Patience.await;
import static verticles.testing.Patience.failure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.DataSize;
import verticles.testing.SettableClock;
import verticles.testing.TestCertificates.Pem;

/** A way out and the servers of a test that it leads to. */
final class Way implements AutoCloseable {
  final Vertx vertx = Vertx.vertx();
  final Names names = new Names();
  final SettableClock clock = new SettableClock("2026-11-21T12:00:00Z");
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Integer> ports = new ArrayList<>();
  List<String> privates = List.of("127.0.0.0/8");
  List<String> hosts = List.of("up.example", "*.wild.example", "other.example");
  int redirects;
  int maxRunning = 8;
  Optional<Path> ca = Optional.empty();

  /** Starts a server on the loopback interface; answers its port. */
  int serve(Handler<HttpServerRequest> handler) {
    return serve(new HttpServerOptions(), handler);
  }

  /** The same with TLS. */
  int serve(Pem certificate, Handler<HttpServerRequest> handler) {
    return serve(
        new HttpServerOptions()
            .setSsl(true)
            .setSni(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(certificate.certificate().toString())
                    .addKeyPath(certificate.key().toString())),
        handler);
  }

  private int serve(HttpServerOptions options, Handler<HttpServerRequest> handler) {
    HttpServer server =
        await(
            vertx
                .createHttpServer(options.setHost("127.0.0.1").setPort(0))
                .requestHandler(handler)
                .listen());
    allow(server.actualPort());
    return server.actualPort();
  }

  /** Starts a server that says something to whoever connects; answers its port. */
  int say(String raw) {
    int port =
        await(
                vertx
                    .createNetServer()
                    .connectHandler(socket -> socket.handler(bytes -> socket.write(raw)))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    allow(port);
    return port;
  }

  void allow(int port) {
    ports.add(port);
  }

  EgressClient open() {
    PurposeConfig config =
        new PurposeConfig(
            hosts,
            List.of("http", "https"),
            ports.stream().map(String::valueOf).toList(),
            privates,
            Duration.ofSeconds(20),
            new DataSize(1 << 20),
            redirects,
            4,
            maxRunning,
            ca);
    EgressConfig all = new EgressConfig(config, config, config, config, config, config);
    return new EgressClient(vertx, all, names, meters, clock);
  }

  static EgressRequest get(String address) {
    return get(address, Map.of(), Duration.ofSeconds(15));
  }

  static EgressRequest get(String address, Map<String, String> headers, Duration deadline) {
    return new EgressRequest(
        "GET", URI.create(address), headers, Buffer.buffer(), deadline, 64 * 1024);
  }

  /** How many requests ended so. */
  long count(Purpose purpose, Outcome outcome) {
    return meters
        .get("spinreserve.egress.requests")
        .tags("purpose", purpose.label(), "outcome", outcome.label())
        .timer()
        .count();
  }

  /** Writes until the other side is gone; counts what was taken. */
  static void endless(HttpServerRequest request, AtomicInteger written) {
    if (request.response().closed()) {
      return;
    }
    request
        .response()
        .write(Buffer.buffer("x".repeat(16 * 1024)))
        .onSuccess(
            done -> {
              written.incrementAndGet();
              endless(request, written);
            });
  }

  static Throwable assertFails(Future<?> future, Failure wanted, String text) {
    Throwable thrown = failure(future);
    assertThat(thrown).isInstanceOf(FailureException.class).hasMessageContaining(text);
    assertThat(((FailureException) thrown).failure()).isEqualTo(wanted);
    return thrown;
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
