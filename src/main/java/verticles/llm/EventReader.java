package verticles.llm;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) from bytes as they come: the data of each event,
 * however lines and characters are cut. Comments and events without data are passed over. Used on
 * one thread.
 */
final class EventReader {
  private static final int LONGEST_LINE = 1 << 20;

  private final Consumer<String> events;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private boolean afterReturn;

  /** Each event's data is handed over, its lines joined by line ends. */
  EventReader(Consumer<String> events) {
    this.events = events;
  }

  /**
   * Takes the next bytes.
   *
   * @throws ChatFailure UNWELL when a line has no end
   */
  void take(Buffer bytes) {
    for (int at = 0; at < bytes.length(); at++) {
      byte one = bytes.getByte(at);
      if (one == '\n' && afterReturn) {
        afterReturn = false;
      } else if (one == '\n' || one == '\r') {
        afterReturn = one == '\r';
        endLine();
      } else {
        afterReturn = false;
        line.write(one);
        if (line.size() > LONGEST_LINE) {
          throw ChatFailure.unwell("The answer of the LLM endpoint has a line without end.");
        }
      }
    }
  }

  /** Nothing more comes; an event whose last line ends are missing counts. */
  void end() {
    if (line.size() > 0) {
      endLine();
    }
    endEvent();
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (text.isEmpty()) {
      endEvent();
    } else if (text.startsWith("data:")) {
      data.append(hasData ? "\n" : "")
          .append(text, text.startsWith("data: ") ? 6 : 5, text.length());
      hasData = true;
    }
  }

  private void endEvent() {
    if (hasData) {
      String whole = data.toString();
      data.setLength(0);
      hasData = false;
      events.accept(whole);
    }
  }
}
