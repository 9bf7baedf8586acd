package verticles.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import verticles.identity.Role;
import verticles.testing.RunningNode;

/** A running demo and a browser to look at it; the store of the tests closes it. */
record Demo(Chromium chromium, RunningNode node, Map<Role, String> tokens)
    implements AutoCloseable {

  /** So that a test need not wait for the end of the usual one. */
  static final Duration REFRESH_GRACE = Duration.ofSeconds(3);

  static final String PASSWORD = "correct horse battery";

  static Demo start() {
    Chromium chromium = Chromium.start();
    try {
      Map<String, String> settings =
          Map.of("SPINRESERVE_SECURITY_REFRESH_GRACE", REFRESH_GRACE.toSeconds() + "s");
      return new Demo(chromium, RunningNode.demo(settings), new ConcurrentHashMap<>());
    } catch (RuntimeException e) {
      chromium.close();
      throw e;
    }
  }

  /** The page in a fresh profile, not opened yet. */
  DashboardPage page(int width, int height, ColorScheme scheme) {
    return new DashboardPage(chromium.profile(width, height, scheme), node.baseUrl());
  }

  /** A token of the demo's organisation with that role. */
  String token(Role role) {
    return tokens.computeIfAbsent(
        role,
        wanted ->
            node.token(
                "--role", wanted.label(), "--organisation", "sim-north", "--user", "operations"));
  }

  /**
   * An account of the demo's organisation with that role and {@link #PASSWORD}, made if need be.
   */
  String account(String name, Role role) {
    return account(name, role, "sim-north");
  }

  /** The same of another organisation; of none when that is empty. */
  String account(String name, Role role, String organisation) {
    HttpRequest.BodyPublisher wanted =
        HttpRequest.BodyPublishers.ofString(
            new JsonObject()
                .put("username", name)
                .put("password", PASSWORD)
                .put("role", role.label())
                .put("organisation", organisation)
                .encode());
    int status = send("/api/v1/accounts", token(Role.ADMIN), wanted).statusCode();
    assertThat(status).isIn(201, 409);
    return name;
  }

  HttpResponse<String> send(String path, String token, HttpRequest.BodyPublisher body) {
    return send(path, token, "application/json", body);
  }

  HttpResponse<String> send(String path, String token, String type, String text) {
    return send(path, token, type, HttpRequest.BodyPublishers.ofString(text));
  }

  private HttpResponse<String> send(
      String path, String token, String type, HttpRequest.BodyPublisher body) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(node.baseUrl().resolve(path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", type)
                  .POST(body)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads a dataset as a program does. */
  void read(String dataset) {
    int status =
        node.get("/api/v1/data/" + dataset, "Authorization", "Bearer " + token(Role.VIEWER))
            .statusCode();
    assertThat(status).isEqualTo(200);
  }

  /** The sign-in page on a desk's screen. */
  DashboardPage open() {
    return page(1280, 900, ColorScheme.LIGHT).open();
  }

  @Override
  public void close() {
    node.close();
    chromium.close();
  }
}
