package verticles.webhook;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import verticles.testing.Patience;
import verticles.testing.Signals;

/** A receiver in a process of its own, in JavaScript, that checks signatures as the docs say. */
final class Receiver implements AutoCloseable {
  private static final Pattern CODE = Pattern.compile("```js\\n(.*?)```", Pattern.DOTALL);

  private final Process process;
  private final List<JsonObject> lines = new CopyOnWriteArrayList<>();
  private final int port;

  Receiver(Path folder, String secret) {
    try {
      Path code = folder.resolve("verify.mjs");
      Files.writeString(code, documented());
      process =
          new ProcessBuilder(
                  "node", "src/test/resources/webhook/receiver.mjs", code.toString(), secret)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::read);
    port =
        Patience.until("it listens", () -> lines, told -> !told.isEmpty())
            .getFirst()
            .getInteger("port");
  }

  private static String documented() throws IOException {
    Matcher code = CODE.matcher(Files.readString(Path.of("docs/webhooks.md")));
    if (!code.find()) {
      throw new AssertionError("docs/webhooks.md has no code in JavaScript");
    }
    return code.group(1);
  }

  private void read() {
    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
        .lines()
        .forEach(
            line ->
                lines.add(
                    line.startsWith("{")
                        ? new JsonObject(line)
                        : new JsonObject().put("said", line)));
  }

  int port() {
    return port;
  }

  /** The address that answers in that way. */
  String address(String way) {
    return "http://127.0.0.1:%d/%s".formatted(port, way);
  }

  /** What has arrived there. */
  List<JsonObject> arrived(String way) {
    return lines.stream().filter(line -> ("/" + way).equals(line.getString("path"))).toList();
  }

  /** What has arrived there for a task. */
  JsonObject arrived(String way, UUID task) {
    return arrived(way).stream()
        .filter(line -> ("msg_" + task).equals(line.getString("id")))
        .findFirst()
        .orElseThrow();
  }

  /** It lives and answers nothing. */
  void freeze() {
    Signals.freeze(process.pid());
  }

  void thaw() {
    Signals.thaw(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
