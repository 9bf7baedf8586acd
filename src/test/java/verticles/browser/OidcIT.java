package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.Patience;

/** Signing in through a certified provider, which stops, comes back and changes its keys. */
class OidcIT {
  private static final Pattern BUTTON = Pattern.compile("^Grid ID$");

  private static SignInDesk desk;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(Chromium.missing().isEmpty() || Chromium.required());
    desk = SignInDesk.open(folder);
    Patience.until("the provider answers", OidcIT::available);
  }

  @AfterAll
  static void close() {
    if (desk != null) {
      desk.close();
    }
  }

  @Test
  void aReaderSignsInThroughTheProviderAndIsBackWhereTheyWere() {
    try (DashboardPage page = desk.page("/cache").open()) {
      Response answer =
          page.page()
              .waitForResponse(
                  response -> response.url().endsWith("/api/v1/auth/oidc/session"),
                  () -> signInAs(page, "ann"));

      assertThat(heading(page, "Cache")).isVisible();
      JsonObject session = new JsonObject(answer.text());
      assertThat(session.getString("user")).isEqualTo("oidc:ann");
      assertThat(session.getString("role")).isEqualTo("trader");
      assertThat(session.getString("organisation")).isEqualTo("sim-north");
      assertThat(page.page().url()).endsWith("/cache");
      assertThat(page.profile().cookies()).noneMatch(cookie -> cookie.name.startsWith("sr-oidc"));
      assertThat(desk.read(session.getString("accessToken")).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoHasNoRoleHereIsToldSo() {
    try (DashboardPage page = desk.page("/").open()) {
      signInAs(page, "bob");

      assertThat(alert(page, "you have no role here")).isVisible();
      assertThat(page.page().url()).doesNotContain("#");
    }
  }

  @Test
  void aCallbackThatThisBrowserDidNotBeginSignsNobodyIn() {
    try (DashboardPage page =
        desk.page("/api/v1/auth/oidc/callback?code=stolen&state=guessed").open()) {
      assertThat(alert(page, "not begun in this browser")).isVisible();
    }
  }

  @Test
  void aTicketIsNeededForTheSession() {
    try (DashboardPage page = desk.page("/#oidc=confirmed").open()) {
      assertThat(alert(page, "Sign in at your provider first")).isVisible();
    }
  }

  @Test
  void tokensOfServicesAreAcceptedAndForgedOnesRefused() {
    String token = desk.provider().serviceToken("importer", "grid-api");
    String[] parts = token.split("\\.");

    assertThat(desk.read(token).statusCode()).isEqualTo(200);

    HttpResponse<String> other = desk.read(desk.provider().serviceToken("importer", "other-api"));
    assertThat(other.statusCode()).isEqualTo(401);
    assertThat(other.body()).contains("another audience");
    assertThat(desk.read(desk.provider().serviceToken("nobody", "grid-api")).statusCode())
        .isEqualTo(403);
    assertThat(desk.read(parts[0] + "." + parts[1] + ".AAAA").statusCode()).isEqualTo(401);
    assertThat(desk.read("eyJhbGciOiJub25lIn0." + parts[1] + ".").statusCode()).isEqualTo(401);
  }

  @Test
  void aProviderThatStopsTakesNothingElseWithItAndIsUsedAgainWithNewKeys() {
    String before = desk.provider().serviceToken("importer", "grid-api");
    assertThat(desk.read(before).statusCode()).isEqualTo(200);
    desk.provider().stop();
    try (DashboardPage page = desk.page("/")) {
      Patience.until("the provider is missed", () -> !available());
      JsonObject health = desk.json("/health");
      assertThat(health.getString("status")).isEqualTo("degraded");
      assertThat(health.getJsonObject("services").getJsonObject("oidc").getString("status"))
          .isEqualTo("degraded");
      assertThat(desk.read(before).statusCode()).isEqualTo(200);
      page.open();
      assertThat(page.button(BUTTON)).isDisabled();
      assertThat(page.page().getByText("Grid ID is not reachable now")).isVisible();

      desk.provider().restart();

      assertThat(page.button(BUTTON)).isEnabled();
      assertThat(desk.read(desk.provider().serviceToken("importer", "grid-api")).statusCode())
          .isEqualTo(200);
      Patience.until("all is well", () -> desk.json("/health").getString("status").equals("up"));
      page.signInAsDemo();
    }
  }

  private static boolean available() {
    return desk.json("/api/v1/auth/options").getJsonObject("oidc").getBoolean("available");
  }

  private static void signInAs(DashboardPage page, String user) {
    page.button(BUTTON).click();
    page.page().locator("input[name=login]").fill(user);
    page.page().locator("input[name=password]").fill("any");
    page.page().locator("[type=submit]").click();
    page.page().getByRole(AriaRole.BUTTON, named("Continue")).click();
  }

  private static Locator alert(DashboardPage page, String text) {
    return page.page()
        .getByRole(AriaRole.ALERT)
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator heading(DashboardPage page, String name) {
    return page.page().getByRole(AriaRole.HEADING, named(name));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}
