package verticles.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.concurrent.OutboundMessageQueue;
import io.vertx.core.net.impl.VertxConnection;
import io.vertx.core.streams.impl.MessagePassingQueue;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A queue that takes memory only for what is in it, for what other threads write to a connection.
 * Vert.x makes one of 4.6 kB for each connection, more than all else of a silent one: with 10,000
 * of them a full collection takes half as long again. Where the inside of Vert.x is not as
 * expected, its own queue stays.
 */
final class SmallQueue {
  private static final Optional<List<Field>> WAY =
      Optional.of(
              Stream.of(
                      field(VertxConnection.class, "outboundMessageQueue"),
                      field(OutboundMessageQueue.class, "mqp"),
                      field(MessagePassingQueue.class, "queue"))
                  .flatMap(Optional::stream)
                  .toList())
          .filter(fields -> fields.size() == 3);

  private SmallQueue() {}

  private static Optional<Field> field(Class<?> of, String name) {
    try {
      Field field = of.getDeclaredField(name);
      field.setAccessible(true);
      return Optional.of(field);
    } catch (NoSuchFieldException | RuntimeException changed) {
      return Optional.empty();
    }
  }

  /** Only while the connection is opened, on its event loop: nobody has written to it yet. */
  static void give(HttpConnection connection) {
    if (WAY.isEmpty() || !(connection instanceof VertxConnection)) {
      return;
    }
    try {
      List<Field> way = WAY.get();
      Object outbound = way.get(0).get(connection);
      if (outbound instanceof OutboundMessageQueue<?>) {
        way.get(2).set(way.get(1).get(outbound), new ConcurrentLinkedQueue<>());
      }
    } catch (IllegalAccessException refused) {
      // it stays as it is
    }
  }
}
