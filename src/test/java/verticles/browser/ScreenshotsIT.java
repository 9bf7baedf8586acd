package verticles.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import verticles.identity.Role;

/** Makes the pictures of the documentation: {@code mvn verify -Dscreenshots=docs/images}. */
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
@ExtendWith(WithDemo.class)
class ScreenshotsIT {
  private static final double SETTLED_MILLIS = 2500;

  /** What others read while the page of the cache is looked at. */
  private static final List<String> READ =
      List.of("zones", "latest-prices", "portfolio-overview", "trades");

  /** Some that are over at once, some that wait. */
  private static final List<String> TASKS =
      List.of(
          """
          {"type": "cache.warm", "payload": {"datasets": ["zones", "latest-prices"]}}
          """,
          """
          {"type": "cache.warm", "payload": {"mode": "popular"}}
          """,
          """
          {"type": "cache.warm", "payload": {"mode": "full"}, "delaySeconds": 900}
          """,
          """
          {"type": "cache.warm", "payload": {"mode": "predicted"}, "delaySeconds": 3600, "priority": "high"}
          """);

  @Test
  void thePicturesOfTheDocumentationAreTaken(Demo demo) {
    Path folder = Path.of(System.getProperty("screenshots"));
    take(demo.page(1440, 1220, ColorScheme.LIGHT), folder.resolve("dashboard-light.png"));
    take(demo.page(1440, 1220, ColorScheme.DARK), folder.resolve("dashboard-dark.png"));
    take(demo.page(390, 844, ColorScheme.LIGHT), folder.resolve("phone-light.png"));
    take(demo.page(390, 844, ColorScheme.DARK), folder.resolve("phone-dark.png"));
    takeCache(demo, folder.resolve("cache-light.png"));
    takeTasks(demo, folder.resolve("tasks-light.png"));
  }

  private static void takeTasks(Demo demo, Path file) {
    String token = demo.token(Role.OPERATOR);
    for (String task : TASKS) {
      demo.send("/api/v1/tasks", token, HttpRequest.BodyPublishers.ofString(task));
    }
    try (DashboardPage closed = demo.page(1440, 1220, ColorScheme.LIGHT)) {
      Page page = closed.openAs(demo.account("operations-admin", Role.ADMIN), "/tasks").page();
      page.waitForTimeout(SETTLED_MILLIS);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }

  private static void takeCache(Demo demo, Path file) {
    DashboardPage closed = demo.page(1440, 1220, ColorScheme.LIGHT);
    try (CachePage cache = CachePage.open(demo, closed, Role.OPERATOR)) {
      for (int round = 0; round < 60; round++) {
        READ.forEach(demo::read);
        cache.page().waitForTimeout(100);
      }
      cache.page().screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }

  private static void take(DashboardPage closed, Path file) {
    try (DashboardPage dashboard = closed) {
      Page page = dashboard.open().signInAsDemo().page();
      page.waitForTimeout(SETTLED_MILLIS);
      page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
  }
}
