package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;

/** The page of a running demo. */
@ExtendWith(WithDemo.class)
class BrowserIT {
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(HIT|MISS|STALE|REFRESH|BYPASS) · (memory|Redis|database) · \\d+ (s|min|h|d) old"
              + "( · [\\d.]+ m?s)?");
  private static final int FIRST_LOAD_BYTES = 32_000;

  private final Demo demo;

  BrowserIT(Demo demo) {
    this.demo = demo;
  }

  @Test
  void aReaderSignsInWithOneClickAndSeesAPriceMove() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      Locator price = dashboard.price("SIM-1");
      String before = price.innerText();

      assertThat(price).not().hasText(before, DashboardPage.text());

      assertThat(price.innerText()).matches("−?[\\d,]+\\.\\d\\d");
    }
  }

  @Test
  void everyWidgetSaysWhereItsDataCameFromAndHowOldItIs() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      List<Locator> widgets = dashboard.page().locator(".widget").all();

      assertThat(widgets).hasSize(6);
      for (Locator widget : widgets) {
        assertThat(widget.locator(".provenance").innerText()).matches(ORIGIN);
      }
    }
  }

  @Test
  void aSecondReaderIsServedFromMemory() {
    try (DashboardPage first = demo.open().signInAsDemo();
        DashboardPage second = demo.open().signInAsDemo()) {
      Locator origin = second.widget("Day-ahead prices").locator(".provenance");

      assertThat(origin).hasText(Pattern.compile("^HIT · memory · "), DashboardPage.text());
      assertThat(first.complaints()).isEmpty();
    }
  }

  @Test
  void everythingSimulatedSaysSo() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      assertThat(dashboard.page().locator(".simulated-notice")).isVisible();
      assertThat(dashboard.page().locator(".widget .badge.simulated"))
          .hasCount(6, DashboardPage.patient());
    }
  }

  @Test
  void theBrowserHasNothingToComplainAbout() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      dashboard.button(Pattern.compile("^Theme")).click();
      dashboard.widget("P&L by day").scrollIntoViewIfNeeded();

      assertThat(dashboard.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "320, DARK", "1280, LIGHT", "1280, DARK"})
  void thePageIsAccessibleAndFitsItsWindow(int width, ColorScheme scheme) {
    try (DashboardPage dashboard = demo.page(width, 900, scheme).open()) {
      assertThat(dashboard.button(Pattern.compile("demo"))).isVisible();
      assertThat(dashboard.violations()).as("sign-in").isEmpty();

      dashboard.signInAsDemo();

      assertThat(dashboard.violations()).as("dashboard").isEmpty();
      assertThat(dashboard.overflow()).isLessThanOrEqualTo(0);
    }
  }

  @Test
  void aWrongPasswordIsSaidInASentence() {
    try (DashboardPage dashboard = demo.open()) {
      dashboard.signIn("demo", "wrong");

      assertThat(dashboard.page().getByRole(AriaRole.ALERT))
          .hasText(Pattern.compile(".*password.*", Pattern.CASE_INSENSITIVE), DashboardPage.text());
      assertThat(dashboard.button(Pattern.compile("^Sign in$"))).isEnabled();
    }
  }

  @Test
  void aSessionThatIsNoLongerGoodLeadsBackToTheSignIn() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      Cookie cookie = dashboard.profile().cookies().getFirst();
      dashboard.profile().clearCookies();
      cookie.value = cookie.value.substring(0, 37) + "A".repeat(43);
      dashboard.profile().addCookies(List.of(cookie));

      dashboard.page().reload();

      assertThat(dashboard.page().locator(".message.info"))
          .hasText(Pattern.compile("Your session has ended"), DashboardPage.text());
    }
  }

  @Test
  void aReaderSignsOut() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      dashboard.button(Pattern.compile("^Sign out$")).click();

      assertThat(dashboard.page().locator(".message.info")).hasText("You are signed out.");
      dashboard.page().reload();
      assertThat(dashboard.button(Pattern.compile("^Sign in$"))).isVisible();
    }
  }

  @Test
  void anAdminWithoutAnOrganisationIsToldSoAndNothingIsRefused() {
    String name = demo.account("of-nobody", Role.ADMIN, "");
    try (DashboardPage dashboard = demo.page(1280, 900, ColorScheme.LIGHT).openAs(name, "/")) {
      assertThat(dashboard.widget("Positions, profit and portfolios"))
          .containsText("belongs to no organisation");
      assertThat(dashboard.connection()).hasText("Live", DashboardPage.text());

      assertThat(dashboard.page().locator(".failed")).hasCount(0);
      assertThat(dashboard.violations()).isEmpty();
      assertThat(dashboard.complaints()).isEmpty();
    }
  }

  @Test
  void thePageSaysThatItIsOfflineAndComesBack() {
    try (DashboardPage dashboard = demo.open().signInAsDemo()) {
      dashboard.profile().setOffline(true);
      assertThat(dashboard.connection()).hasText("Offline", DashboardPage.text());

      dashboard.profile().setOffline(false);

      assertThat(dashboard.connection()).hasText("Live", DashboardPage.text());
    }
  }

  @Test
  void theFirstLoadIsSmall() {
    List<Response> responses = new ArrayList<>();
    try (DashboardPage dashboard = demo.page(390, 844, ColorScheme.LIGHT)) {
      dashboard.page().onResponse(responses::add);
      dashboard.open();
      assertThat(dashboard.button(Pattern.compile("demo"))).isVisible();
      dashboard.page().waitForLoadState(LoadState.NETWORKIDLE);

      int bytes =
          List.copyOf(responses).stream()
              .mapToInt(response -> response.request().sizes().responseBodySize)
              .sum();

      assertThat(bytes).isPositive().isLessThanOrEqualTo(FIRST_LOAD_BYTES);
    }
  }
}
