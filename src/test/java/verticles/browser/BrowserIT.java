package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.testing.RunningNode;

/** The page of a running demo. */
class BrowserIT {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(HIT|MISS|STALE|REFRESH|BYPASS) · (memory|Redis|database) · \\d+ (s|min|h|d) old"
              + "( · [\\d.]+ m?s)?");
  private static final int FIRST_LOAD_BYTES = 70_000;

  private static Chromium chromium;
  private static RunningNode node;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    node = RunningNode.demo();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private static DashboardPage open(int width, ColorScheme scheme) {
    return new DashboardPage(chromium.profile(width, 900, scheme), node.baseUrl()).open();
  }

  private static DashboardPage open() {
    return open(1280, ColorScheme.LIGHT);
  }

  @Test
  void aReaderSignsInWithOneClickAndSeesAPriceMove() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      Locator price = dashboard.price("SIM-1");
      String before = price.innerText();

      assertThat(price).not().hasText(before, DashboardPage.text());

      assertThat(price.innerText()).matches("−?[\\d,]+\\.\\d\\d");
    }
  }

  @Test
  void everyWidgetSaysWhereItsDataCameFromAndHowOldItIs() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      List<Locator> widgets = dashboard.page().locator(".widget").all();

      assertThat(widgets).hasSize(6);
      for (Locator widget : widgets) {
        assertThat(widget.locator(".provenance").innerText()).matches(ORIGIN);
      }
    }
  }

  @Test
  void aSecondReaderIsServedFromMemory() {
    try (DashboardPage first = open().signInAsDemo();
        DashboardPage second = open().signInAsDemo()) {
      Locator origin = second.widget("Day-ahead prices").locator(".provenance");

      assertThat(origin).hasText(Pattern.compile("^HIT · memory · "), DashboardPage.text());
      assertThat(first.complaints()).isEmpty();
    }
  }

  @Test
  void everythingSimulatedSaysSo() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      assertThat(dashboard.page().locator(".simulated-notice")).isVisible();
      assertThat(dashboard.page().locator(".widget .badge.simulated"))
          .hasCount(6, DashboardPage.patient());
    }
  }

  @Test
  void theBrowserHasNothingToComplainAbout() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      dashboard.button(Pattern.compile("^Theme")).click();
      dashboard.widget("P&L by day").scrollIntoViewIfNeeded();

      assertThat(dashboard.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "320, DARK", "1280, LIGHT", "1280, DARK"})
  void thePageIsAccessibleAndFitsItsWindow(int width, ColorScheme scheme) {
    try (DashboardPage dashboard = open(width, scheme)) {
      assertThat(dashboard.button(Pattern.compile("demo"))).isVisible();
      assertThat(dashboard.violations()).as("sign-in").isEmpty();

      dashboard.signInAsDemo();

      assertThat(dashboard.violations()).as("dashboard").isEmpty();
      assertThat(dashboard.overflow()).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void aWrongPasswordIsSaidInASentence() {
    try (DashboardPage dashboard = open()) {
      dashboard.signIn("demo", "wrong");

      assertThat(dashboard.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
          .hasText(Pattern.compile(".*password.*", Pattern.CASE_INSENSITIVE), DashboardPage.text());
      assertThat(dashboard.button(Pattern.compile("^Sign in$"))).isEnabled();
    }
  }

  @Test
  void aTokenThatIsNoLongerGoodLeadsBackToTheSignIn() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      dashboard
          .page()
          .evaluate(
              """
              () => {
                const kept = JSON.parse(sessionStorage.getItem('spinreserve.session'));
                kept.accessToken = 'a.b.c';
                sessionStorage.setItem('spinreserve.session', JSON.stringify(kept));
              }""");

      dashboard.page().reload();

      assertThat(dashboard.page().locator(".message.info"))
          .hasText(Pattern.compile("Your session has ended"), DashboardPage.text());
    }
  }

  @Test
  void aReaderSignsOut() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      dashboard.button(Pattern.compile("^Sign out$")).click();

      assertThat(dashboard.page().locator(".message.info")).hasText("You are signed out.");
      assertThat(dashboard.page().evaluate("() => sessionStorage.length")).isEqualTo(0);
    }
  }

  @Test
  void thePageSaysThatItIsOfflineAndComesBack() {
    try (DashboardPage dashboard = open().signInAsDemo()) {
      dashboard.profile().setOffline(true);
      assertThat(dashboard.connection()).hasText("Offline", DashboardPage.text());

      dashboard.profile().setOffline(false);

      assertThat(dashboard.connection()).hasText("Live", DashboardPage.text());
    }
  }

  @Test
  void theFirstLoadIsSmall() {
    List<Response> responses = new ArrayList<>();
    try (DashboardPage dashboard =
        new DashboardPage(chromium.profile(390, 844, ColorScheme.LIGHT), node.baseUrl())) {
      dashboard.page().onResponse(responses::add);
      dashboard.open();
      assertThat(dashboard.button(Pattern.compile("demo"))).isVisible();

      int bytes =
          responses.stream()
              .mapToInt(response -> response.request().sizes().responseBodySize)
              .sum();

      assertThat(bytes).isPositive().isLessThanOrEqualTo(FIRST_LOAD_BYTES);
    }
  }
}
