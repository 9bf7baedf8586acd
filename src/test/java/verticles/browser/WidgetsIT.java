package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import verticles.testing.RunningNode;

/** What the widgets do when they are used, and when their data is not there. */
class WidgetsIT {
  private static Chromium chromium;
  private static RunningNode node;
  private DashboardPage dashboard;

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

  @BeforeEach
  void open() {
    dashboard = new DashboardPage(chromium.profile(1280, 900, ColorScheme.LIGHT), node.baseUrl());
    dashboard.open();
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  private void answer(String dataset, int status, String body) {
    dashboard
        .page()
        .route(
            Pattern.compile("/api/v1/data/" + dataset + "(\\?.*)?$"),
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setStatus(status)
                        .setContentType(
                            status == 200 ? "application/json" : "application/problem+json")
                        .setBody(body)));
  }

  @Test
  void aWidgetThatFailsSaysWhyAndTriesAgain() {
    answer(
        "positions",
        503,
        "{\"title\":\"Unavailable\",\"status\":503,\"detail\":\"The source rests.\"}");
    dashboard.signInAsDemo();
    Locator positions = dashboard.widget("Positions");
    assertThat(positions.getByText("The source rests.")).isVisible();
    dashboard.page().unroute(Pattern.compile("/api/v1/data/positions(\\?.*)?$"));

    positions.getByText("Try again").click();

    assertThat(positions.locator(".chart")).isVisible();
  }

  @Test
  void aWidgetKeepsItsDataWhenItCannotBeRefreshed() {
    dashboard.signInAsDemo();
    answer(
        "positions",
        503,
        "{\"title\":\"Unavailable\",\"status\":503,\"detail\":\"The source rests.\"}");
    Locator positions = dashboard.widget("Positions");

    dashboard.button(Pattern.compile("^Refresh Positions$")).click();

    assertThat(positions.locator(".not-fresh")).hasText("Not refreshed: The source rests.");
    assertThat(positions.locator(".chart")).isVisible();
  }

  @Test
  void anEmptyAnswerIsExplained() {
    answer(
        "portfolio-overview",
        200,
        "{\"simulated\":false,\"rowCount\":0,\"columns\":[],\"rows\":[]}");

    dashboard.signInAsDemo();

    assertThat(dashboard.widget("Portfolios"))
        .containsText("Your organisation has no portfolio yet");
  }

  @Test
  void realPricesCarryNoBadgeAndALongDayIsNamed() {
    answer("zones", 200, ImportedZone.zones());
    answer("day-ahead-prices", 200, ImportedZone.dayOf25Hours());
    dashboard.signInAsDemo();
    Locator dayAhead = dashboard.widget("Day-ahead prices");

    dayAhead.getByText("Show as a table").click();

    assertThat(dayAhead.locator(".badge.simulated")).hasCount(0);
    assertThat(dayAhead.locator(".hint")).containsText("DK1, Sun 29 Oct 2023 · 25 hours");
    assertThat(dayAhead.locator("tbody tr")).hasCount(25);
    assertThat(dayAhead.locator("tbody th").nth(2)).hasText("02:00–03:00 CEST");
    assertThat(dayAhead.locator("tbody th").nth(3)).hasText("02:00–03:00 CET");
    assertThat(dayAhead.locator("tbody td.negative")).hasText(new String[] {"−4.50"});
  }

  @Test
  void theDayBeforeIsOneClickAway() {
    dashboard.signInAsDemo();
    Locator dayAhead = dashboard.widget("Day-ahead prices");
    String today = dayAhead.locator(".hint").innerText();

    dashboard.button(Pattern.compile("^Day before$")).click();

    assertThat(dayAhead.locator(".hint")).not().hasText(today);
    assertThat(dayAhead.locator(".chart canvas")).isVisible();
  }

  @Test
  void arrowKeysWalkAChart() {
    dashboard.signInAsDemo();
    Locator chart = dashboard.widget("Positions").locator(".chart");
    chart.focus();
    dashboard.page().keyboard().press("Home");

    dashboard.page().keyboard().press("ArrowRight");

    assertThat(chart).hasAttribute("aria-valuetext", Pattern.compile("^01:00 \\S+, net .* MWh.*"));
    assertThat(chart.locator(".tip")).isVisible();
  }

  @Test
  void aPortfolioOfTheTableIsShownInTheCharts() {
    dashboard.signInAsDemo();
    Locator first = dashboard.widget("Portfolios").locator(".row-button").first();
    String name = first.innerText();

    first.click();

    Locator choice = dashboard.widget("Positions").getByLabel("Portfolio");
    assertThat(choice.locator("option:checked")).hasText(name);
  }

  @Test
  void pausedPricesStandStill() {
    dashboard.signInAsDemo();
    dashboard.button(Pattern.compile("^Pause live prices$")).click();
    assertThat(dashboard.connection()).hasText("Paused");
    String before = dashboard.price("SIM-1").innerText();

    dashboard.page().waitForTimeout(3000);

    assertThat(dashboard.price("SIM-1")).hasText(before);
  }

  @Test
  void aChosenThemeIsKept() {
    Locator root = dashboard.page().locator("html");
    dashboard.signInAsDemo();
    dashboard.button(Pattern.compile("Change to light$")).click();
    dashboard.button(Pattern.compile("Change to dark$")).click();

    dashboard.page().reload();

    assertThat(root).hasAttribute("data-theme", "dark");
    assertThat(dashboard.page().evaluate("() => getComputedStyle(document.body).colorScheme"))
        .isEqualTo("dark");
  }
}
