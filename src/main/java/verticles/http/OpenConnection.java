package verticles.http;

import io.vertx.core.http.HttpConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import verticles.limit.Allowance;
import verticles.limit.RouteClass;

/** One open connection: who is at its other end and since when it does what. */
final class OpenConnection implements Sender {
  /** What a connection does. */
  enum State {
    /** No whole request has come yet. */
    WAITING,
    /** A request is answered, or its answer is not read to the end. */
    BUSY,
    IDLE
  }

  /** Buckets that nobody uses are forgotten, so the address' own is looked up again sometimes. */
  private static final long LOOK_AGAIN_MILLIS = 1000;

  /** Slower readers are cut off. */
  static final long BYTES_PER_SECOND = 1024;

  final HttpConnection connection;

  /** By what its requests are counted, when no trusted proxy sends them. */
  final String address;

  final long openedMillis;

  private final boolean proxied;
  private final Crowd crowd;
  private final WriteWatch writes;
  private final Optional<StreamWatch> streams;
  private Optional<RepeatDecoder> decoder = Optional.empty();
  private @Nullable RateLimits limits;
  private @Nullable Allowance allowance;
  private long allowanceUntil;
  private long sinceMillis;
  private long answerMillis;
  private boolean served;
  private boolean closing;
  private int running;
  private boolean overdue;

  /**
   * A connection that was opened just now.
   *
   * @param proxied whether it comes from a trusted proxy, which sends the requests of many
   * @param crowd all that ask the same event loop
   */
  OpenConnection(
      HttpConnection connection, String address, boolean proxied, Crowd crowd, long nowMillis) {
    this.connection = connection;
    this.address = address;
    this.proxied = proxied;
    this.crowd = crowd;
    this.writes = new WriteWatch(VertxInside.channel(connection), nowMillis);
    this.streams = VertxInside.http2(connection).map(StreamWatch::new);
    this.openedMillis = nowMillis;
    this.sinceMillis = nowMillis;
  }

  void decodedBy(Optional<RepeatDecoder> installed) {
    decoder = installed;
  }

  Optional<RepeatDecoder> decoder() {
    return decoder;
  }

  boolean isProxied() {
    return proxied;
  }

  void limitBy(RateLimits rateLimits) {
    limits = rateLimits;
  }

  @Override
  public @Nullable Allowance address(Repeat request, long nowMillis) {
    return proxied ? request.address : ownAddress(nowMillis);
  }

  /** What the address at the other end may still read; null before the node is open. */
  @Nullable Allowance ownAddress(long nowMillis) {
    if (nowMillis >= allowanceUntil && limits != null) {
      allowance = limits.address(RouteClass.READ, address);
      allowanceUntil = nowMillis + LOOK_AGAIN_MILLIS;
    }
    return allowance;
  }

  /** An answer says that the connection ends with it. */
  void closing() {
    closing = true;
  }

  /** Whether an earlier answer has said so; what comes after it is not to be run. */
  boolean isClosing() {
    return closing;
  }

  @Override
  public void served(long nowMillis) {
    crowd.asks(sinceMillis, nowMillis);
    sinceMillis = nowMillis;
    served = true;
  }

  void began() {
    running++;
    served = true;
  }

  void ended(long nowMillis) {
    running--;
    sinceMillis = nowMillis;
  }

  /** An answer of that length is written; a client that reads has it in time. */
  void answering(long length) {
    answerMillis += length * 1000 / BYTES_PER_SECOND;
  }

  /** Ends it, after what was written where that can be. */
  void close() {
    if (writes.isPending() || isHalfOpen()) {
      VertxInside.reset(connection);
    } else {
      connection.close();
    }
  }

  boolean isHalfOpen() {
    return !served;
  }

  State state() {
    if (running > 0 || writes.isPending() || streams.filter(StreamWatch::isWaiting).isPresent()) {
      return State.BUSY;
    }
    return served ? State.IDLE : State.WAITING;
  }

  /** Whether its client has just now taken longer than it may; true once. */
  boolean becomesOverdue(long nowMillis, Deadlines deadlines) {
    if (overdue) {
      return false;
    }
    overdue = isOverdue(nowMillis, deadlines);
    return overdue;
  }

  /** Resets the streams of HTTP/2 that were overdue at the last look, and says how many. */
  int endStreams(long nowMillis, Deadlines deadlines) {
    return streams.map(watch -> watch.endOverdue(nowMillis, deadlines.writeMillis())).orElse(0);
  }

  private boolean isOverdue(long nowMillis, Deadlines deadlines) {
    writes.look(nowMillis);
    streams.ifPresent(watch -> watch.look(nowMillis, writes.isPending()));
    if (writes.isPending()) {
      return writes.stalledMillis(nowMillis) > deadlines.writeMillis()
          || (answerMillis > 0
              && writes.pendingMillis(nowMillis) > deadlines.writeMillis() + answerMillis);
    }
    answerMillis = 0;
    Optional<StreamWatch> waiting = streams.filter(StreamWatch::isWaiting);
    if (waiting.isPresent()) {
      // an answer of HTTP/2 has ended when it is written, not when it is read
      sinceMillis = nowMillis;
      return waiting.get().isOverdue(nowMillis, deadlines.writeMillis());
    }
    if (running > 0) {
      return false;
    }
    long head = decoder.map(RepeatDecoder::headSinceMillis).orElse(0L);
    if (head > 0 && nowMillis - head > deadlines.headerMillis()) {
      return true;
    }
    return nowMillis - sinceMillis > (served ? deadlines.idleMillis() : deadlines.headerMillis());
  }
}
