package verticles.egress;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer of another server while it is being read. It comes paused: set handlers, then resume,
 * or pipe it. It fails when it grows too large or takes longer than its deadline, which runs while
 * it is paused too. Who does not read it to its end cancels it. All of it happens on one context:
 * who comes from elsewhere, or cannot know, enters by {@link #on}.
 */
public final class EgressStream implements ReadStream<Buffer> {
  private final Vertx vertx;
  private final Context context;
  private final Call call;
  private final HttpClientResponse answer;
  private final long largest;
  private final long timer;
  private long read;
  private boolean over;
  private @Nullable Handler<Buffer> data;
  private @Nullable Handler<Void> done;
  private @Nullable Handler<Throwable> failed;
  private @Nullable Throwable failure;

  EgressStream(Vertx vertx, Call call, HttpClientResponse answer, long largest) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.call = call;
    this.answer = answer.pause();
    this.largest = largest;
    this.timer = vertx.setTimer(call.leftMillis(), late -> fail(Outcome.TIMEOUT, null));
    answer.handler(this::take).endHandler(end -> finish());
    answer.exceptionHandler(thrown -> fail(Outcome.UNREACHABLE, thrown));
  }

  /** Does that where the answer arrives, later: from any thread. */
  public void on(Runnable step) {
    context.runOnContext(now -> step.run());
  }

  /** The status, whatever it is. */
  public int status() {
    return answer.statusCode();
  }

  /** The headers of the answer. */
  public MultiMap headers() {
    return answer.headers();
  }

  private void take(Buffer bytes) {
    read += bytes.length();
    if (over) {
      return;
    }
    if (read > largest) {
      fail(Outcome.TOO_LARGE, null);
    } else if (data != null) {
      data.handle(bytes);
    }
  }

  private void finish() {
    if (close(Outcome.ofStatus(answer.statusCode()), null) && done != null) {
      done.handle(null);
    }
  }

  private void fail(Outcome outcome, @Nullable Throwable thrown) {
    if (close(outcome, thrown)) {
      failure = outcome.failure();
      if (failed != null) {
        failed.handle(failure);
      }
    }
  }

  private boolean close(Outcome outcome, @Nullable Throwable thrown) {
    if (over) {
      return false;
    }
    over = true;
    vertx.cancelTimer(timer);
    call.end(outcome, thrown);
    return true;
  }

  /** Gives the rest up; no handler is called any more. */
  public void cancel() {
    close(Outcome.CANCELLED, null);
  }

  /** Reads the whole rest. */
  Future<Buffer> rest() {
    Promise<Buffer> whole = Promise.promise();
    on(() -> read(whole));
    return whole.future();
  }

  private void read(Promise<Buffer> whole) {
    exceptionHandler(whole::tryFail);
    if (announced() > largest) {
      // it is not even begun
      fail(Outcome.TOO_LARGE, null);
      return;
    }
    Buffer bytes = Buffer.buffer();
    handler(bytes::appendBuffer);
    endHandler(end -> whole.tryComplete(bytes));
    resume();
  }

  private long announced() {
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean comes = !answer.request().getMethod().equals(HttpMethod.HEAD);
    return comes && length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }

  @Override
  public EgressStream exceptionHandler(@Nullable Handler<Throwable> handler) {
    failed = handler;
    if (handler != null && failure != null) {
      // it failed before anybody looked
      handler.handle(failure);
    }
    return this;
  }

  @Override
  public EgressStream handler(@Nullable Handler<Buffer> handler) {
    data = handler;
    return this;
  }

  @Override
  public EgressStream endHandler(@Nullable Handler<Void> handler) {
    done = handler;
    return this;
  }

  @Override
  public EgressStream pause() {
    answer.pause();
    return this;
  }

  @Override
  public EgressStream resume() {
    answer.resume();
    return this;
  }

  @Override
  public EgressStream fetch(long amount) {
    answer.fetch(amount);
    return this;
  }
}
