package verticles.warming;

import java.util.ArrayList;
import java.util.List;

/** Counts what becomes of the questions of one run. Safe to call from every thread. */
final class Tally {
  private static final int FIRST_ERRORS = 5;
  private static final int LONGEST_ERROR = 300;

  private int total;
  private int loaded;
  private int alreadyFresh;
  private int failed;
  private final List<String> errors = new ArrayList<>();

  /** What was counted at one moment. */
  record Counts(int total, int loaded, int alreadyFresh, int failed, List<String> errors) {
    Counts {
      errors = List.copyOf(errors);
    }
  }

  synchronized void expect(int questions) {
    total = questions;
  }

  synchronized void load() {
    loaded++;
  }

  synchronized void findFresh() {
    alreadyFresh++;
  }

  /** Counts a question that could not be loaded; the first few reasons are kept. */
  synchronized void fail(String reason) {
    failed++;
    say(reason);
  }

  /** Keeps a reason why the run itself cannot go on. */
  synchronized void say(String reason) {
    if (errors.size() < FIRST_ERRORS && !errors.contains(reason)) {
      errors.add(reason.length() <= LONGEST_ERROR ? reason : reason.substring(0, LONGEST_ERROR));
    }
  }

  synchronized Counts counts() {
    return new Counts(total, loaded, alreadyFresh, failed, errors);
  }
}
