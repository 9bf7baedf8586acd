package verticles.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import verticles.testing.RunningNode;

/** Makes the pictures of the documentation: {@code mvn verify -Dscreenshots=docs/images}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class ScreenshotsIT {
  private static final double SETTLED_MILLIS = 2500;

  @Test
  void thePicturesOfTheDocumentationAreTaken() {
    Path folder = Path.of(System.getProperty("screenshots"));
    try (Chromium chromium = Chromium.start();
        RunningNode node = RunningNode.demo()) {
      take(chromium, node, 1440, 1220, ColorScheme.LIGHT, folder.resolve("dashboard-light.png"));
      take(chromium, node, 1440, 1220, ColorScheme.DARK, folder.resolve("dashboard-dark.png"));
      take(chromium, node, 390, 844, ColorScheme.LIGHT, folder.resolve("phone-light.png"));
      take(chromium, node, 390, 844, ColorScheme.DARK, folder.resolve("phone-dark.png"));
    }
  }

  private static void take(
      Chromium chromium, RunningNode node, int width, int height, ColorScheme scheme, Path file) {
    try (DashboardPage dashboard =
        new DashboardPage(chromium.profile(width, height, scheme), node.baseUrl())) {
      Page page = dashboard.open().signInAsDemo().page();
      page.waitForTimeout(SETTLED_MILLIS);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
