package verticles.http;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The public JavaScript client of the bridge, in a process of its own. */
final class BridgeClient implements AutoCloseable {
  private final Process process;
  private final PrintWriter in;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  BridgeClient(String address) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "node",
                Path.of("src/test/resources/bridge/client.cjs").toAbsolutePath().toString(),
                address)
            .redirectErrorStream(true);
    builder.environment().put("NODE_PATH", new File("target/npm/node_modules").getAbsolutePath());
    process = builder.start();
    in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofVirtual()
        .start(
            () ->
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add));
  }

  BridgeClient ask(String action, String address, JsonObject body) {
    in.println(
        new JsonObject()
            .put("action", action)
            .put("address", address)
            .put("body", body)
            .put("headers", new JsonObject().put("user", "root").put("role", "admin"))
            .encode());
    return this;
  }

  JsonObject next() throws InterruptedException {
    String line = lines.poll(15, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("the client said nothing");
    }
    return new JsonObject(line);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
