package verticles.tasks;

import java.util.Optional;
import java.util.UUID;
import verticles.identity.Caller;
import verticles.identity.Role;

/**
 * Which tasks somebody wants to see, newest first.
 *
 * @param caller who sees their own tasks; an admin those of everybody
 * @param state one of the states, or {@code over} and {@code open} for those that are and are not
 * @param before only tasks older than this one
 * @param limit at most so many
 */
public record TaskQuestion(
    Caller caller,
    Optional<String> state,
    Optional<String> type,
    Optional<UUID> before,
    int limit) {

  /** Whether tasks of others may be seen. */
  static boolean seesAll(Caller caller) {
    return caller.role().covers(Role.ADMIN);
  }
}
