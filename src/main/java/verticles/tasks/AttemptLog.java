package verticles.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last lines that an attempt wrote, each with the time since the attempt began: no clock of a
 * node is written down. Safe to use from every thread.
 */
final class AttemptLog {
  static final int MOST_LINES = 50;
  static final int LONGEST_LINE = 300;

  private record Line(long millis, String text) {}

  private final Deque<Line> lines = new ArrayDeque<>();
  private long left;

  synchronized void add(long millis, String text) {
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
      left++;
    }
    lines.add(new Line(millis, cut(text, LONGEST_LINE)));
  }

  synchronized JsonArray json() {
    JsonArray json = new JsonArray();
    if (left > 0) {
      json.add(line(lines.getFirst().millis(), "… %d earlier lines left out".formatted(left)));
    }
    lines.forEach(line -> json.add(line(line.millis(), line.text())));
    return json;
  }

  private static JsonObject line(long millis, String text) {
    return new JsonObject().put("afterMs", millis).put("text", text);
  }

  /** At most so many characters, without what PostgreSQL cannot keep. */
  static String cut(String text, int longest) {
    String clean = text.replace("\0", "");
    return clean.length() <= longest ? clean : clean.substring(0, longest - 1) + "…";
  }
}
