package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import verticles.identity.Role;

/** The bell: what happens is counted and shown without loading anything anew. */
@ExtendWith(WithDemo.class)
class NoticesIT {
  private static void invalidate(Demo demo, String... namespaces) {
    String body =
        new JsonObject().put("namespaces", new JsonArray(java.util.List.of(namespaces))).encode();
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              demo.node().baseUrl() + "/api/v1/performance/cache/invalidate"))
                      .header("Authorization", "Bearer " + demo.token(Role.OPERATOR))
                      .header("Content-Type", "application/json")
                      .POST(HttpRequest.BodyPublishers.ofString(body))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Locator bell(DashboardPage page) {
    return page.button(Pattern.compile("^Notifications"));
  }

  private static void picture(DashboardPage page, String name) {
    String folder = System.getProperty("screenshots", "");
    if (!folder.isEmpty()) {
      page.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name)));
    }
  }

  @Test
  void what_happens_is_counted_at_the_bell_and_shown_in_its_panel(Demo demo) {
    DashboardPage closed = demo.page(1280, 900, ColorScheme.LIGHT);
    try (CachePage cache = CachePage.open(demo, closed, Role.OPERATOR)) {
      DashboardPage page = cache.inside();
      assertThat(bell(page)).isVisible();

      invalidate(demo, "latest-prices");
      assertThat(bell(page)).hasAttribute("aria-label", Pattern.compile("Notifications, \\d+ new"));
      picture(page, "notices-bell-light.png");
      bell(page).click();
      Locator panel = page.page().locator(".notices-panel");
      assertThat(panel).containsText("latest-prices, by operations");
      assertThat(bell(page)).hasAttribute("aria-label", "Notifications");

      invalidate(demo, "day-ahead");
      assertThat(panel).containsText("day-ahead, by operations");
      assertThat(bell(page)).hasAttribute("aria-label", "Notifications");
      picture(page, "notices-light.png");

      page.page().keyboard().press("Escape");
      assertThat(panel).hasCount(0);
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void the_panel_fits_a_phone(Demo demo) {
    DashboardPage closed = demo.page(360, 740, ColorScheme.DARK);
    try (CachePage cache = CachePage.open(demo, closed, Role.OPERATOR)) {
      DashboardPage page = cache.inside();
      invalidate(demo, "positions");
      bell(page).click();
      Locator panel = page.page().locator(".notices-panel");
      assertThat(panel).containsText("positions, by operations");
      picture(page, "notices-phone-dark.png");

      assertThat((Boolean) page.page().evaluate("() => document.body.scrollWidth <= innerWidth"))
          .isTrue();
      assertThat(panel.boundingBox().width).isGreaterThan(300);
    }
  }
}
