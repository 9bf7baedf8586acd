package verticles.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message lists every problem on its own line. */
public final class ConfigException extends RuntimeException {
  private final transient List<Problem> problems;

  /** All problems that were found together. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order the files were read. */
  public List<Problem> problems() {
    return problems;
  }
}
