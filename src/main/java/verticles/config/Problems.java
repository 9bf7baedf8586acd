package verticles.config;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong, so that it can be reported at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Notes one bad setting. */
  public void add(Place place, String key, String read, String accepted) {
    found.add(new Problem(place, key, read, accepted));
  }

  /** What was found so far, in the order it was found. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  /**
   * Ends the start when anything was found.
   *
   * @throws ConfigException with every problem
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found());
    }
  }
}
