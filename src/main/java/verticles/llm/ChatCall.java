package verticles.llm;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.egress.EgressStream;

/** One request to an endpoint on its way. It ends once, in one way. */
final class ChatCall {
  private static final int LARGEST_ERROR = 16 * 1024;
  private static final long LAST_WORD_MILLIS = 1_000;

  private final Promise<ChatAnswer> answer = Promise.promise();
  private boolean cancelled;
  private @Nullable Runnable stop;

  /** The answer; fails with a {@link ChatFailure}. */
  Future<ChatAnswer> answer() {
    return answer.future();
  }

  /** Gives it up; the connection is closed, so that nothing more is written and paid for. */
  void cancel() {
    Runnable running;
    synchronized (this) {
      cancelled = true;
      running = stop;
    }
    if (running != null) {
      running.run();
    }
    answer.tryFail(ChatFailure.cancelled());
  }

  void fail(Throwable thrown) {
    answer.tryFail(thrown instanceof ChatFailure known ? known : failure(thrown));
  }

  private static ChatFailure failure(Throwable thrown) {
    if (!(thrown instanceof FailureException told)) {
      return ChatFailure.unwell("The LLM endpoint could not be asked.");
    }
    return switch (told.failure()) {
      case BAD_REQUEST ->
          ChatFailure.refused(
              "The LLM endpoint may not be asked (llm.url, egress.llm): " + told.detail());
      case TOO_LARGE -> ChatFailure.refused(told.detail());
      case CONFLICT -> ChatFailure.refused("The key of the LLM endpoint: " + told.detail());
      default -> ChatFailure.unwell("The LLM endpoint: " + told.detail());
    };
  }

  /** Reads the answer that has begun, where it arrives: whoever opened it may be elsewhere. */
  void take(EgressStream stream, ErrorText errors, Consumer<String> said) {
    stream.on(() -> read(stream, errors, said));
  }

  private void read(EgressStream stream, ErrorText errors, Consumer<String> said) {
    synchronized (this) {
      stop = () -> stream.on(stream::cancel);
      if (cancelled) {
        stream.cancel();
        return;
      }
    }
    if (stream.status() != 200) {
      takeError(stream, errors);
    } else if (contentType(stream).contains("json")) {
      takeDocument(stream, new AnswerReader(errors, said));
    } else {
      takeEvents(stream, new AnswerReader(errors, said));
    }
    stream.resume();
  }

  private static String contentType(EgressStream stream) {
    String type = stream.headers().get(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : type.toLowerCase(Locale.ROOT);
  }

  private void takeError(EgressStream stream, ErrorText errors) {
    Buffer body = Buffer.buffer();
    Runnable tell = () -> answer.tryFail(errors.refusal(stream.status(), stream.headers(), body));
    stream.handler(
        bytes -> {
          body.appendBuffer(bytes);
          if (body.length() > LARGEST_ERROR) {
            stream.cancel();
            tell.run();
          }
        });
    // what is known is told, also when the rest of it does not come
    stream.endHandler(end -> tell.run());
    stream.exceptionHandler(cut -> tell.run());
  }

  private void takeDocument(EgressStream stream, AnswerReader reader) {
    Buffer body = Buffer.buffer();
    stream.handler(body::appendBuffer);
    stream.exceptionHandler(this::fail);
    stream.endHandler(
        end ->
            guarded(
                stream,
                () -> {
                  reader.document(body.toString(StandardCharsets.UTF_8));
                  answer.tryComplete(reader.answer());
                }));
  }

  private void takeEvents(EgressStream stream, AnswerReader reader) {
    EventReader events = new EventReader(reader::chunk);
    stream.handler(
        bytes ->
            guarded(
                stream,
                () -> {
                  events.take(bytes);
                  if (reader.isDone() && answer.tryComplete(reader.answer())) {
                    leave(stream);
                  }
                }));
    stream.endHandler(
        end ->
            guarded(
                stream,
                () -> {
                  events.end();
                  answer.tryComplete(reader.answer());
                }));
    stream.exceptionHandler(
        cut -> {
          // what came after the last word does not matter
          if (reader.isWhole()) {
            answer.tryComplete(reader.answer());
          } else {
            fail(cut);
          }
        });
  }

  /** An endpoint that has said its last word and does not end is left. */
  private static void leave(EgressStream stream) {
    Objects.requireNonNull(Vertx.currentContext())
        .owner()
        .setTimer(LAST_WORD_MILLIS, late -> stream.cancel());
  }

  private void guarded(EgressStream stream, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException broken) {
      stream.cancel();
      fail(
          broken instanceof ChatFailure
              ? broken
              : FailureException.of(Failure.UPSTREAM, "its answer cannot be read.", broken));
    }
  }
}
