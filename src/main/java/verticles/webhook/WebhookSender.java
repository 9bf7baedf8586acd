package verticles.webhook;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import verticles.identity.Caller;
import verticles.tasks.Enqueued;
import verticles.tasks.TaskRequest;
import verticles.tasks.Tasks;

/** Lets other features send events: each is a task that is tried until it is delivered. */
public final class WebhookSender {
  private final Tasks tasks;

  /** A sender by those tasks. */
  public WebhookSender(Tasks tasks) {
    this.tasks = tasks;
  }

  /**
   * Sends an event to a webhook of the sender's organisation.
   *
   * @param key the same event with the same key is sent once in a day
   * @return the task; fails as {@link Tasks#enqueue(TaskRequest)} does
   */
  public Future<Enqueued> send(Caller sender, WebhookEvent event, String key) {
    return tasks.enqueue(request(sender, event).withKey(key));
  }

  /**
   * The same as a part of what that connection's transaction does: an event of what was rolled back
   * is never sent, and one of what was committed always is.
   */
  public Future<Enqueued> send(SqlConnection transaction, Caller sender, WebhookEvent event) {
    return tasks.enqueue(transaction, request(sender, event));
  }

  private static TaskRequest request(Caller sender, WebhookEvent event) {
    return TaskRequest.now(sender, DeliverTask.NAME, event.json());
  }
}
