package verticles.tasks;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import verticles.postgres.Postgres;

/**
 * What one task at a time may work on in the cluster, whoever asked for it. It is held as long as
 * the attempt holds its task, and by nobody once that is over or lost: there is nothing to release.
 */
public record TaskHold(Postgres postgres) {

  /**
   * Takes it for an attempt; it blocks a moment.
   *
   * @throws TaskFailure that puts the task off for {@code later} while another one holds it
   */
  public void take(String name, TaskContext context, Duration later) {
    String[] fence = context.fence().split(":", 2);
    Optional<UUID> holder =
        Optional.ofNullable(
            postgres
                .query(
                    "SELECT task_take_hold($1::text, $2::uuid, $3::int)",
                    Tuple.of(name, UUID.fromString(fence[0]), Integer.parseInt(fence[1])))
                .await()
                .iterator()
                .next()
                .getUUID(0));
    if (holder.isPresent()) {
      throw TaskFailure.snooze("The task %s does that now.".formatted(holder.get()), later);
    }
  }
}
