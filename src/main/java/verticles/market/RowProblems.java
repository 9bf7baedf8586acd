package verticles.market;

import java.util.ArrayList;
import java.util.List;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.bus.FieldError;

/** What is wrong with the rows of a file: the first hundred problems, and how many in all. */
final class RowProblems {
  static final int LISTED = 100;

  private final List<FieldError> first = new ArrayList<>();
  private long count;

  void line(long line, String reason) {
    add("line " + line, reason);
  }

  void column(long line, Field field, String reason) {
    add("line %d, column %s".formatted(line, field.column()), reason);
  }

  private void add(String pointer, String reason) {
    count++;
    if (first.size() < LISTED) {
      first.add(new FieldError(pointer, reason));
    }
  }

  /**
   * Goes on when there is none.
   *
   * @throws FailureException UNPROCESSABLE with the problems
   */
  void rejectAny() {
    if (count > 0) {
      throw FailureException.of(
          Failure.UNPROCESSABLE,
          count == 1
              ? "The file has 1 problem; none of its rows was imported."
              : "The file has %,d problems%s; none of its rows was imported."
                  .formatted(count, count > LISTED ? " (the first 100 are listed)" : ""),
          first);
    }
  }
}
