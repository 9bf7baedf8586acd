package verticles.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/**
 * The body of a request as a blocking stream. The event loop fills it, one thread reads it; while
 * more than {@value #HIGH} bytes wait, the client is not read from. It ends with an exception,
 * never with a short file, when the client goes away, stalls, or sends more than allowed.
 */
final class UploadStream extends InputStream {
  private static final int HIGH = 512 * 1024;
  private static final int LOW = 128 * 1024;
  private static final Buffer END = Buffer.buffer();

  private final Context loop;
  private final HttpServerRequest request;
  private final long largest;
  private final UploadPace pace;
  private final BlockingQueue<Buffer> parts = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicReference<@Nullable FailureException> failure = new AtomicReference<>();
  private long received;
  private boolean paused;
  private Buffer current = Buffer.buffer();
  private int at;

  /** Made, and {@linkplain #start started}, on the event loop of the request. */
  UploadStream(Context loop, HttpServerRequest request, long largest, UploadPace pace) {
    this.loop = loop;
    this.request = request;
    this.largest = largest;
    this.pace = pace;
  }

  void start() {
    request.handler(this::offer);
    request.endHandler(ended -> parts.add(END));
    request.exceptionHandler(
        gone -> fail(FailureException.of(Failure.BAD_REQUEST, "The upload was cut off.")));
    request.resume();
  }

  private void offer(Buffer part) {
    received += part.length();
    if (received > largest) {
      fail(BodyReader.tooLarge(largest));
      return;
    }
    if (failure.get() != null) {
      return;
    }
    parts.add(part);
    if (waiting.addAndGet(part.length()) > HIGH && !paused) {
      paused = true;
      request.pause();
    }
  }

  /** Ends the stream with a failure; the first one counts. */
  void fail(FailureException why) {
    if (failure.compareAndSet(null, why)) {
      parts.add(END);
    }
  }

  /** Why the upload itself failed, whatever the reader made of it. */
  Optional<FailureException> failure() {
    return Optional.ofNullable(failure.get());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (at == current.length() && !next()) {
      return -1;
    }
    int count = Math.min(length, current.length() - at);
    current.getBytes(at, at + count, into, offset);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    do {
      if (current != END) {
        current = take();
        at = 0;
      }
      FailureException failed = failure.get();
      if (failed != null) {
        throw new IOException(failed.detail(), failed);
      }
      if (current == END) {
        return false;
      }
    } while (current.length() == 0);
    return true;
  }

  private Buffer take() throws IOException {
    try {
      long began = System.nanoTime();
      Buffer part = parts.poll(pace.patienceMillis(), TimeUnit.MILLISECONDS);
      if (part == null) {
        fail(pace.stalled());
        return END;
      }
      pace.came(part.length(), System.nanoTime() - began);
      if (waiting.getAndAdd(-part.length()) >= LOW && waiting.get() < LOW) {
        loop.runOnContext(low -> resume());
      }
      return part;
    } catch (FailureException tooSlow) {
      fail(tooSlow);
      return END;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the upload", e);
    }
  }

  private void resume() {
    if (paused && waiting.get() < LOW) {
      paused = false;
      request.resume();
    }
  }
}
