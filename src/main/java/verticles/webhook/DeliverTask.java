package verticles.webhook;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalInt;
import verticles.bus.FailureException;
import verticles.egress.Egress;
import verticles.egress.EgressStream;
import verticles.egress.Purpose;
import verticles.identity.Role;
import verticles.tasks.Backoff;
import verticles.tasks.TaskContext;
import verticles.tasks.TaskFailure;
import verticles.tasks.TaskLimits;
import verticles.tasks.TaskResult;
import verticles.tasks.TaskType;

/**
 * The task {@code webhook.deliver}: sends an event to a webhook, signed as Standard Webhooks say.
 * It may arrive twice, with the same id.
 */
public final class DeliverTask implements TaskType<WebhookEvent> {
  /** The type. */
  static final String NAME = "webhook.deliver";

  private final Webhooks webhooks;
  private final Egress egress;
  private final InstantSource clock;
  private final Backoff backoff;

  /**
   * The type for those webhooks. Waits are seconds at first, then hours: 14 attempts take some 7
   * hours on average, 14 at most.
   */
  public DeliverTask(Webhooks webhooks, Egress egress, InstantSource clock) {
    this(webhooks, egress, clock, new Backoff(Duration.ofSeconds(10), Duration.ofHours(4)));
  }

  DeliverTask(Webhooks webhooks, Egress egress, InstantSource clock, Backoff backoff) {
    this.webhooks = webhooks;
    this.egress = egress;
    this.clock = clock;
    this.backoff = backoff;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String title() {
    return "Sends an event to a webhook of the organisation, signed, until it is taken.";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public JsonObject schema() {
    return new JsonObject(
        """
        {"type": "object", "additionalProperties": false, "required": ["webhook", "event"], "properties": {
          "webhook": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$"},
          "event": {"type": "string", "maxLength": 100, "pattern": "^[a-z0-9_]+(\\\\.[a-z0-9_]+)*$"},
          "data": {"type": "object"}}}
        """);
  }

  @Override
  public WebhookEvent read(JsonObject payload) {
    return new WebhookEvent(
        payload.getString("webhook"),
        payload.getString("event"),
        payload.getJsonObject("data", new JsonObject()));
  }

  /** One organisation's slow receivers leave room for those of others. */
  @Override
  public TaskLimits limits() {
    return TaskLimits.perNode(24)
        .ofOwner(OptionalInt.of(8), OptionalInt.empty())
        .attempts(14)
        .timeout(Duration.ofMinutes(2));
  }

  @Override
  public Backoff backoff() {
    return backoff;
  }

  @Override
  public TaskResult run(WebhookEvent event, TaskContext context) {
    Webhooks.Signing to = webhooks.signing(context.owner(), event.webhook()).await();
    Delivery delivery = Delivery.of(context.task(), event);
    context.check();
    Reply reply = send(delivery, to);
    if (!reply.isTaken()) {
      throw reply.failure(clock.instant());
    }
    // what was taken is delivered, even if it was cancelled meanwhile
    return TaskResult.of(new JsonObject().put("id", delivery.id()).put("status", reply.status()));
  }

  private Reply send(Delivery delivery, Webhooks.Signing to) {
    URI address = URI.create(to.webhook().url());
    try {
      return egress
          .open(Purpose.WEBHOOK, delivery.request(address, to.secrets(), clock.instant()))
          .map(DeliverTask::reply)
          .await();
    } catch (FailureException unanswered) {
      throw switch (unanswered.failure()) {
        case BAD_REQUEST, TOO_LARGE -> TaskFailure.permanent(unanswered.detail());
        default -> TaskFailure.retryable(unanswered.detail());
      };
    }
  }

  /**
   * The status says it all; the rest is read so that the connection can be used again, which one
   * with too much of it is not.
   */
  private static Reply reply(EgressStream answer) {
    answer.on(answer::resume);
    return new Reply(answer.status(), answer.headers());
  }
}
