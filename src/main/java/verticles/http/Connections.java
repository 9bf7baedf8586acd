package verticles.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;

/**
 * The connections of one event loop and their deadlines. A client that has sent no whole header in
 * time, nothing for long, or does not read its answer, is closed: Vert.x' own idle timeout starts
 * anew with each dripped byte of a body and would end event streams.
 */
final class Connections {
  private static final int CLOSED_AT_ONCE = 50;
  private static final long PAUSE_MILLIS = 5;

  /** Who has just come is about to ask: it gives way to nobody before the node is full. */
  private static final long YOUNG_MILLIS = 500;

  private final IdentityHashMap<HttpConnection, OpenConnection> open = new IdentityHashMap<>();

  /** Those that had sent no request when they were last looked at, the oldest first. */
  private final ArrayDeque<OpenConnection> halfOpen = new ArrayDeque<>();

  private final AtomicIntegerArray states =
      new AtomicIntegerArray(OpenConnection.State.values().length);
  private final NodeConnections ofNode;
  private final Deadlines deadlines;
  private final HttpServerOptions options;
  private final Repeats repeats;
  private final Crowd crowd = new Crowd(BatchScheduling.ofCallingThread());
  private @Nullable RateLimits limits;

  Connections(HttpConfig config, NodeConnections ofNode, Repeats repeats) {
    this.ofNode = ofNode;
    this.deadlines = Deadlines.of(config);
    this.options = ServerOptions.of(config);
    this.repeats = repeats;
  }

  /** Limits reads that are answered without any routing, too; before the first of them. */
  void limitBy(RateLimits rateLimits) {
    limits = rateLimits;
    open.values().forEach(connection -> connection.limitBy(rateLimits));
  }

  void opened(HttpConnection connection) {
    String peer = peer(connection);
    boolean proxied = ofNode.proxies().trusts(peer);
    String address = ofNode.proxies().client(peer, List.of());
    if (!ofNode.enter(address, proxied)) {
      connection.close();
      return;
    }
    long now = System.currentTimeMillis();
    if (ofNode.isNearlyFull()) {
      makeRoom(now - YOUNG_MILLIS);
    }
    if (ofNode.isTooFull()) {
      makeRoom(now);
    }
    if (ofNode.isTooFull()) {
      ofNode.leave(address, proxied);
      ofNode.refused();
      connection.close();
      return;
    }
    track(new OpenConnection(connection, address, proxied, crowd, now));
  }

  private static String peer(HttpConnection connection) {
    SocketAddress remote = connection.remoteAddress();
    return remote == null ? "" : String.valueOf(remote.hostAddress());
  }

  private void track(OpenConnection tracked) {
    SmallQueue.give(tracked.connection);
    tracked.decodedBy(VertxInside.install(tracked.connection, options, repeats, tracked));
    if (limits != null) {
      tracked.limitBy(limits);
    }
    open.put(tracked.connection, tracked);
    halfOpen.add(tracked);
    tracked.connection.closeHandler(closed -> closed(tracked));
  }

  /** The connection that has been silent for the longest time, since then at least, gives way. */
  private void makeRoom(long silentSinceMillis) {
    for (OpenConnection oldest = halfOpen.peek(); oldest != null; oldest = halfOpen.peek()) {
      boolean silent = oldest.isHalfOpen() && open.containsKey(oldest.connection);
      if (silent && oldest.openedMillis > silentSinceMillis) {
        return;
      }
      halfOpen.remove();
      if (silent) {
        ofNode.madeRoom();
        closed(oldest);
        oldest.close();
        return;
      }
    }
  }

  private void closed(OpenConnection tracked) {
    if (open.remove(tracked.connection) != null) {
      ofNode.leave(tracked.address, tracked.isProxied());
    }
  }

  /** What the sender's address may still read. */
  @Nullable Allowance address(HttpServerRequest request, long nowMillis) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked == null || limits == null) {
      return null;
    }
    return tracked.isProxied() ? limits.address(request) : tracked.ownAddress(nowMillis);
  }

  /** A request was answered at once. */
  void served(HttpServerRequest request, long nowMillis) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.served(nowMillis);
    }
  }

  /** A request was answered from that slot at once; its bytes may be answered again. */
  void learn(HttpServerRequest request, Memo.Slot slot, Allowance address, HotReads reads) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      Allowance named = tracked.isProxied() ? address : null;
      tracked.decoder().ifPresent(decoder -> decoder.learn(request, slot, named, reads));
    }
  }

  void began(HttpServerRequest request) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.began();
    }
  }

  /** An answer of that length is written. */
  void answering(HttpServerRequest request, long length) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.answering(length);
    }
  }

  /** The answer of that request says that the connection ends with it. */
  void closing(HttpServerRequest request) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.closing();
    }
  }

  /** Whether an earlier answer has said so; what comes after it is not to be run. */
  boolean isClosing(HttpServerRequest request) {
    OpenConnection tracked = open.get(request.connection());
    return tracked != null && tracked.isClosing();
  }

  void ended(HttpServerRequest request) {
    OpenConnection tracked = open.get(request.connection());
    if (tracked != null) {
      tracked.ended(System.currentTimeMillis());
    }
  }

  /** Closes what is overdue; called every second or more often. */
  void sweep() {
    long now = System.currentTimeMillis();
    int[] counts = new int[OpenConnection.State.values().length];
    List<OpenConnection> overdue = new ArrayList<>();
    for (OpenConnection tracked : open.values()) {
      if (tracked.becomesOverdue(now, deadlines)) {
        overdue.add(tracked);
      } else {
        ofNode.endedStreams(tracked.endStreams(now, deadlines));
      }
      counts[tracked.state().ordinal()]++;
    }
    for (int state = 0; state < counts.length; state++) {
      states.set(state, counts[state]);
    }
    halfOpen.removeIf(tracked -> !tracked.isHalfOpen() || !open.containsKey(tracked.connection));
    ofNode.overdue(overdue.size());
    close(overdue.iterator());
  }

  /** Some at a time: thousands that are overdue at once must not keep everybody else waiting. */
  private static void close(Iterator<OpenConnection> overdue) {
    for (int closed = 0; closed < CLOSED_AT_ONCE && overdue.hasNext(); closed++) {
      overdue.next().close();
    }
    if (overdue.hasNext()) {
      Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
      // a timer, because what is put on the loop directly runs before its connections are read
      vertx.setTimer(PAUSE_MILLIS, next -> close(overdue));
    }
  }

  /** How many were in that state at the last sweep; from any thread. */
  int count(OpenConnection.State state) {
    return states.get(state.ordinal());
  }

  int size() {
    return open.size();
  }
}
