package verticles.egress;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Name servers under the hand of a test: each lookup of a name takes its next answer. */
final class Names implements Resolver {
  private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();

  /** Adds an answer; the last one is given for ever. */
  synchronized Names answer(String host, String... addresses) {
    List<InetAddress> found =
        new ArrayList<>(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    answers.computeIfAbsent(host, name -> new ArrayDeque<>()).add(found);
    return this;
  }

  @Override
  public synchronized Future<List<InetAddress>> resolve(String host) {
    Deque<List<InetAddress>> left = answers.get(host);
    if (left == null) {
      return Future.failedFuture(new UnknownHostException(host));
    }
    return Future.succeededFuture(left.size() > 1 ? left.remove() : left.element());
  }
}
