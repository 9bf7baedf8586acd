package verticles.egress;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import verticles.bus.FailureException;

/** One request on its way, with the redirects that it follows. It ends once, in one way. */
final class Call {
  private static final int ADDRESSES_TRIED = 3;
  private static final long CONNECT_MILLIS = 5000;

  private final Lane lane;
  private final EgressRequest first;
  private final long began = System.nanoTime();
  private final long end;
  private final long largest;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable HttpClientRequest current;
  private volatile @Nullable Permit permit;
  private volatile String authority = "";

  Call(Lane lane, EgressRequest request) {
    this.lane = lane;
    this.first = request;
    this.end = began + Math.min(request.deadline().toNanos(), lane.config().deadline().toNanos());
    this.largest = Math.min(request.largest(), lane.config().largest().bytes());
  }

  Future<EgressStream> open() {
    return hop(first, lane.config().redirects())
        .timeout(leftMillis(), TimeUnit.MILLISECONDS)
        .recover(
            thrown -> {
              Outcome outcome = Outcome.of(thrown);
              end(outcome, thrown);
              return Future.failedFuture(
                  thrown instanceof FailureException told ? told : outcome.failure());
            });
  }

  private Future<EgressStream> hop(EgressRequest request, int redirects) {
    return lane.guard()
        .admit(request.address())
        .compose(
            to ->
                ask(to, request).compose(answer -> take(to.target(), request, answer, redirects)));
  }

  private Future<HttpClientResponse> ask(Guard.Admitted to, EgressRequest request) {
    authority = to.target().authority();
    requireRunning();
    permit = lane.breakers().enter(to.target());
    return connect(to, request, 0)
        .compose(
            connected -> {
              current = connected;
              requireRunning();
              request.headers().forEach(connected::putHeader);
              return request.body().length() == 0
                  ? connected.send()
                  : connected.send(request.body());
            });
  }

  /** The addresses of a name are tried in turn, as long as nothing was sent. */
  private Future<HttpClientRequest> connect(Guard.Admitted to, EgressRequest request, int nth) {
    InetAddress address = to.addresses().get(nth);
    Future<HttpClientRequest> attempt =
        lane.client()
            .request(options(to.target(), address, request))
            .compose(connected -> verified(connected, address));
    boolean another = nth + 1 < Math.min(ADDRESSES_TRIED, to.addresses().size());
    return another
        ? attempt.recover(
            thrown -> ended.get() ? Future.failedFuture(thrown) : connect(to, request, nth + 1))
        : attempt;
  }

  private RequestOptions options(Target target, InetAddress address, EgressRequest request) {
    return new RequestOptions()
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, target.port())))
        .setHost(target.host())
        .setPort(target.port())
        .setSsl(target.secure())
        .setURI(target.path())
        .setMethod(HttpMethod.valueOf(request.method()))
        .setFollowRedirects(false)
        .setConnectTimeout(Math.min(CONNECT_MILLIS, leftMillis()));
  }

  /** Looks at the connection itself, whatever led to it. */
  private Future<HttpClientRequest> verified(HttpClientRequest connected, InetAddress wanted) {
    String peer = connected.connection().remoteAddress().hostAddress();
    InetAddress met = InetAddress.ofLiteral(String.valueOf(peer));
    if (met.equals(wanted) && lane.guard().allows(met)) {
      return Future.succeededFuture(connected);
    }
    connected.reset();
    return Future.failedFuture(TargetReader.refused("its host is not on the public Internet"));
  }

  private Future<EgressStream> take(
      Target from, EgressRequest request, HttpClientResponse answer, int redirects) {
    // an answer that is given up fails, which is no news then
    answer.exceptionHandler(thrown -> {});
    String location = answer.getHeader(HttpHeaders.LOCATION);
    if (lane.config().redirects() > 0 && Redirect.is(answer.statusCode()) && location != null) {
      settle(Outcome.ANSWERED);
      answer.request().reset();
      if (redirects == 0) {
        throw TargetReader.refused("it leads through too many redirects");
      }
      return hop(Redirect.follow(from, request, answer.statusCode(), location), redirects - 1);
    }
    requireRunning();
    return Future.succeededFuture(new EgressStream(lane.vertx(), this, answer, largest));
  }

  /** What goes on after the deadline is stopped where it is noticed. */
  private void requireRunning() {
    if (ended.get()) {
      HttpClientRequest late = current;
      if (late != null) {
        late.reset();
      }
      throw new CallException(Outcome.TIMEOUT);
    }
  }

  long leftMillis() {
    return Math.max(1, (end - System.nanoTime()) / 1_000_000);
  }

  private void settle(Outcome outcome) {
    Permit held = permit;
    if (held != null) {
      held.settle(outcome);
    }
  }

  /** Ends the call; what is still on its way is cut off. */
  void end(Outcome outcome, @Nullable Throwable cause) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    settle(outcome);
    HttpClientRequest running = current;
    if (running != null && outcome != Outcome.ANSWERED && outcome != Outcome.SERVER_ERROR) {
      running.reset();
    }
    lane.ended(outcome, authority, System.nanoTime() - began, cause);
  }
}
