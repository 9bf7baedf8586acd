package verticles.tasks;

import java.util.UUID;
import verticles.bus.Address;

/** What nodes tell each other about tasks. All of it can be missed: the database knows better. */
public sealed interface TaskMessage {
  /** Heard by every node. */
  Address NEWS = Address.all("tasks.news");

  /** There may be something to run. */
  record Wake() implements TaskMessage {}

  /** A running task should end. */
  record Cancel(UUID task) implements TaskMessage {}
}
