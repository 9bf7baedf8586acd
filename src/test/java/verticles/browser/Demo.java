package verticles.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import verticles.identity.Role;
import verticles.testing.RunningNode;

/** A running demo and a browser to look at it; the store of the tests closes it. */
record Demo(Chromium chromium, RunningNode node) implements AutoCloseable {

  static Demo start() {
    Chromium chromium = Chromium.start();
    try {
      return new Demo(chromium, RunningNode.demo());
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
    return node.token(
        "--role", role.label(), "--organisation", "sim-north", "--user", "operations");
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
