package verticles.testing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import verticles.embedded.Ports;

/** A certified OpenID Connect provider in a process of its own, with new keys at each start. */
public final class TestOidcProvider implements AutoCloseable {
  private static final Path LIBRARY =
      Path.of("target", "npm", "node_modules", "oidc-provider", "lib", "index.js");
  private static final Path SCRIPT = Path.of("src", "test", "resources", "oidc", "provider.mjs");

  private final int port = Ports.free();
  private final String redirectUri;
  private Process process;

  private TestOidcProvider(String redirectUri) {
    this.redirectUri = redirectUri;
    this.process = launch();
  }

  /** A provider that sends browsers back to that address. */
  public static TestOidcProvider start(String redirectUri) {
    return new TestOidcProvider(redirectUri);
  }

  private Process launch() {
    try {
      Process started =
          new ProcessBuilder(
                  "node",
                  SCRIPT.toAbsolutePath().toString(),
                  String.valueOf(port),
                  redirectUri,
                  LIBRARY.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader said =
          new BufferedReader(
              new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder all = new StringBuilder();
      for (String line = said.readLine(); !"ready".equals(line); line = said.readLine()) {
        if (line == null) {
          throw new AssertionError("the provider did not start:\n" + all);
        }
        all.append(line).append('\n');
      }
      Thread.ofVirtual().start(() -> said.lines().forEach(line -> {}));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How it calls itself. */
  public String issuer() {
    return "http://127.0.0.1:" + port;
  }

  /** Its port on the loopback interface. */
  public int port() {
    return port;
  }

  /** A token for that service, which is its own secret's beginning, and that audience. */
  public String serviceToken(String service, String audience) {
    String pair = service + ":" + service + "-secret";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer() + "/token"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&scope=data&resource=urn:" + audience))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new JsonObject(answer.body()).getString("access_token");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it; nobody answers at its address then. */
  public void stop() {
    process.destroyForcibly();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again at the same address, with other keys. */
  public void restart() {
    stop();
    process = launch();
  }

  @Override
  public void close() {
    stop();
  }
}
