package verticles.egress;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.net.InetAddress;
import java.util.List;

/**
 * Asks the system, which knows its hosts file, search domains and name servers, and lets the JVM
 * remember answers for half a minute. A lookup blocks, so it has threads of its own.
 */
final class SystemResolver implements Resolver {
  private static final int THREADS = 4;

  private final WorkerExecutor threads;

  SystemResolver(Vertx vertx) {
    this.threads = vertx.createSharedWorkerExecutor("egress-names", THREADS);
  }

  @Override
  public Future<List<InetAddress>> resolve(String host) {
    return threads
        .executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false)
        .map(found -> found == null ? List.of() : found);
  }
}
