package verticles.llm;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;

/** What an attempt at a task asks an endpoint, one thing at a time; it blocks. */
final class TaskChat {
  private final ChatClient client;
  private final TaskContext context;
  private volatile @Nullable ChatCall running;

  /** It ends with the attempt. */
  TaskChat(ChatClient client, TaskContext context) {
    this.client = client;
    this.context = context;
    context.onCancel(this::cancel);
  }

  private void cancel() {
    ChatCall call = running;
    if (call != null) {
      call.cancel();
    }
  }

  /**
   * Asks once.
   *
   * @param said takes what is answered, bit by bit, on another thread
   * @throws ChatFailure when there is no answer
   * @throws verticles.tasks.TaskCancelled when the attempt shall end
   */
  ChatAnswer ask(ChatRequest request, Consumer<String> said) {
    context.check();
    ChatCall call = client.ask(request, said);
    running = call;
    try {
      // it may have been cancelled before it could be found here
      context.check();
      return call.answer().await();
    } catch (ChatFailure failure) {
      context.check();
      throw failure;
    } finally {
      // whatever ends an attempt leaves nothing behind that still costs money
      call.cancel();
    }
  }

  /** What a failure means for the task. */
  static TaskFailure meaning(ChatFailure failure) {
    return switch (failure.kind()) {
      case REFUSED, TOO_LONG -> TaskFailure.permanent(failure.detail());
      case UNWELL, CANCELLED ->
          failure
              .after()
              .map(wait -> TaskFailure.retryAfter(failure.detail(), wait))
              .orElseGet(() -> TaskFailure.retryable(failure.detail()));
    };
  }
}
