package verticles.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.egress.Way.get;
import static verticles.testing.Patience.failure;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicInteger;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** A server that nobody outside may reach, and the way to it; counts who did. */
final class InsideServer implements AutoCloseable {
  final Way way = new Way();
  final AtomicInteger hits = new AtomicInteger();
  final int port;

  InsideServer() {
    port =
        way.serve(
            request -> {
              hits.incrementAndGet();
              request.response().end("inside");
            });
  }

  int redirecting(int status, String location) {
    return way.serve(
        request -> {
          if (location.equals("/")) {
            hits.incrementAndGet();
          }
          request.response().setStatusCode(status).putHeader("location", location).end();
        });
  }

  Future<EgressAnswer> send(String address) {
    return way.open().send(Purpose.ORIGIN, get(address));
  }

  static void assertRefused(Future<?> future, String text) {
    Throwable thrown = failure(future);
    assertThat(thrown).isInstanceOf(FailureException.class).hasMessageContaining(text);
    assertThat(((FailureException) thrown).failure()).isEqualTo(Failure.BAD_REQUEST);
  }

  @Override
  public void close() {
    way.close();
  }
}
