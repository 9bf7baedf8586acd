package verticles.warming;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

    /** Those in a task's checkpoint or result; nothing for what is not there. */
    static Counts of(JsonObject json) {
      return new Counts(
          json.getInteger("total", 0),
          json.getInteger("loaded", 0),
          json.getInteger("alreadyFresh", 0),
          json.getInteger("failed", 0),
          json.getJsonArray("errors", new JsonArray()).stream().map(String::valueOf).toList());
    }

    JsonObject json() {
      return new JsonObject()
          .put("total", total)
          .put("loaded", loaded)
          .put("alreadyFresh", alreadyFresh)
          .put("failed", failed)
          .put("errors", new JsonArray(errors));
    }

    int done() {
      return loaded + alreadyFresh + failed;
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

  private void say(String reason) {
    if (errors.size() < FIRST_ERRORS && !errors.contains(reason)) {
      errors.add(reason.length() <= LONGEST_ERROR ? reason : reason.substring(0, LONGEST_ERROR));
    }
  }

  synchronized Counts counts() {
    return new Counts(total, loaded, alreadyFresh, failed, errors);
  }
}
