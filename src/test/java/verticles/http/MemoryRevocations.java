package verticles.http;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import verticles.security.RevocationStore;
import verticles.security.SecurityMessage;

/** Revocations that last as long as the test. */
final class MemoryRevocations implements RevocationStore {
  private final List<SecurityMessage.Revoked> written = new CopyOnWriteArrayList<>();

  @Override
  public Future<Void> write(SecurityMessage.Revoked revoked) {
    written.add(revoked);
    return Future.succeededFuture();
  }

  @Override
  public Future<News> since(Instant time) {
    return Future.succeededFuture(new News(written, time));
  }
}
