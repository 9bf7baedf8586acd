package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;
import verticles.testing.CommandLine;
import verticles.testing.Patience;

/** Signing in, staying in and being put out, and the page of the account. */
@ExtendWith(WithDemo.class)
class IdentityIT {
  /** Revocation reaches every node within 5 s; the page learns of it with its next request. */
  private static final double SOON_MILLIS = 7_000;

  private static final Pattern SIGN_IN = Pattern.compile("^Sign in$");

  private final Demo demo;

  IdentityIT(Demo demo) {
    this.demo = demo;
  }

  @Test
  void aReloadStaysSignedInAndNoScriptCanReadWhatKeepsIt() {
    String ann = demo.account("ann", Role.TRADER);
    try (DashboardPage desk = desk().openAs(ann, "/account")) {
      Cookie cookie = desk.profile().cookies().getFirst();

      desk.page().reload();

      assertThat(desk.page().locator(".who strong")).hasText("ann");
      assertThat(cookie.httpOnly).isTrue();
      assertThat(cookie.path).isEqualTo("/api/v1/auth");
      assertThat(cookie.sameSite.name()).isEqualTo("STRICT");
      assertThat(
              desk.page()
                  .evaluate(
                      "() => [document.cookie, sessionStorage.length,"
                          + " JSON.stringify(localStorage)].join()"))
          .asString()
          .doesNotContain("ey")
          .doesNotContain(cookie.value);
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  void signingOutEverywhereEndsTheOtherBrowserSoon() {
    String user = demo.account("everywhere", Role.TRADER);
    try (DashboardPage here = desk().openAs(user, "/account");
        DashboardPage there = desk().openAs(user, "/cache")) {
      assertThat(there.connection()).hasText("Live", DashboardPage.text());

      here.button(Pattern.compile("Sign out everywhere …")).click();
      here.page()
          .getByRole(AriaRole.DIALOG)
          .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Sign out everywhere"))
          .click();

      assertThat(here.page().locator(".message.info")).hasText("You are signed out everywhere.");
      assertThat(there.page().locator(".message.info"))
          .hasText(
              "Your session has ended. Please sign in again.",
              new LocatorAssertions.HasTextOptions().setTimeout(SOON_MILLIS));
    }
  }

  @Test
  void aReplayedRefreshEndsTheSessionOfTheThiefAndOfTheOwner() throws Exception {
    String user = demo.account("robbed", Role.TRADER);
    try (DashboardPage owner = desk().openAs(user, "/account");
        DashboardPage thief = desk()) {
      String stolen = owner.profile().cookies().getFirst().value;
      // longer than the grace in which two tabs may come with the same one
      Thread.sleep(Demo.REFRESH_GRACE.toMillis() + 200);
      owner.page().reload();
      assertThat(owner.page().locator(".who strong")).hasText(user);
      Thread.sleep(Demo.REFRESH_GRACE.toMillis() + 200);

      assertThat(refresh(thief, stolen).status()).isEqualTo(401);

      owner.page().reload();
      assertThat(owner.button(SIGN_IN)).isVisible();
      assertThat(owner.page().locator(".message.info"))
          .hasText("Your session has ended. Please sign in again.");
    }
  }

  private APIResponse refresh(DashboardPage page, String token) {
    return page.profile()
        .request()
        .post(
            demo.node().baseUrl().resolve("/api/v1/auth/refresh").toString(),
            RequestOptions.create()
                .setHeader("Cookie", "spinreserve-session=" + token)
                .setHeader("X-Requested-With", "spinreserve"));
  }

  @Test
  void twoTabsShareTheSessionAndItsEnd() {
    String user = demo.account("tabs", Role.TRADER);
    try (DashboardPage first = desk().openAs(user, "/account")) {
      Page second = first.profile().newPage();
      second.navigate(demo.node().baseUrl().resolve("/account").toString());
      assertThat(second.locator(".who strong")).hasText(user);

      first.button(Pattern.compile("^Sign out$")).last().click();

      assertThat(second.locator(".message.info")).hasText("You are signed out.");
    }
  }

  @Test
  void anAdministratorMakesAnAccountAndAServiceToken() {
    String chief = demo.account("chief", Role.ADMIN);
    try (DashboardPage desk = desk().openAs(chief, "/account")) {
      desk.button(Pattern.compile("New account")).click();
      Locator dialog = desk.page().getByRole(AriaRole.DIALOG);
      dialog.getByLabel("User name").fill("newcomer");
      dialog.getByLabel("Password").fill("short");
      dialog.getByText("Make the account").click();
      assertThat(dialog.locator(".wrong")).isVisible();
      assertThat(dialog.locator(".message.bad")).isHidden();
      dialog.getByLabel("Password").fill("long enough to be one");
      dialog.getByText("Make the account").click();
      assertThat(desk.widget("Accounts").locator("tr").filter(with("newcomer"))).isVisible();

      desk.button(Pattern.compile("New token")).click();
      dialog.getByLabel("Name of the service").fill("reader");
      dialog.getByLabel("Organisation").fill("sim-north");
      dialog.getByLabel("Scopes").fill("data:read");
      dialog.getByText("Make the token").click();
      String token = dialog.locator("code").innerText();
      dialog.getByText("Done").click();

      assertThat(desk.widget("Service tokens").locator("tr").filter(with("reader"))).isVisible();
      assertThat(token).startsWith("srt_");
      assertThat(status(token)).isEqualTo(403);
      assertThat(desk.complaints()).noneMatch(said -> said.contains(token));
    }
  }

  /** It may read data, but make no account. */
  private int status(String token) {
    return demo.send(
            "/api/v1/accounts",
            token,
            HttpRequest.BodyPublishers.ofString(new JsonObject().put("x", 1).encode()))
        .statusCode();
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void somebodyChangesTheirPassword() {
    String user = demo.account("changer", Role.VIEWER);
    try (DashboardPage desk = desk().openAs(user, "/account")) {
      desk.button(Pattern.compile("Change password …")).click();
      Locator dialog = desk.page().getByRole(AriaRole.DIALOG);
      dialog.getByLabel("Present password").fill("not this one");
      dialog.getByLabel("New password").fill("a new and longer one");
      dialog.getByText("Change password").last().click();
      assertThat(dialog.locator(".wrong")).hasText("It is not the password of your account.");

      dialog.getByLabel("Present password").fill(Demo.PASSWORD);
      dialog.getByText("Change password").last().click();

      assertThat(desk.page().locator(".toast")).containsText("Your password is changed");
      desk.page().reload();
      assertThat(desk.page().locator(".who strong")).hasText(user);
    }
  }

  @Test
  void theCommandLineMakesTheFirstAdministratorAndReplacesTheKeys() throws Exception {
    Process create = command("account", "create", "root", "--role", "admin").start();
    try (OutputStream input = create.getOutputStream()) {
      input.write((Demo.PASSWORD + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(create.waitFor()).isZero();
    try (DashboardPage desk = desk().openAs("root", "/account")) {
      assertThat(desk.widget("Accounts").locator("tr").filter(with("root"))).isVisible();

      assertThat(command("keys", "rotate").start().waitFor()).isZero();

      Patience.holds(
          () -> assertThat(output(command("keys", "list"))).contains("signing").contains("over"));
      desk.page().reload();
      assertThat(desk.page().locator(".who strong")).hasText("root");
      assertThat(output(command("account", "list"))).contains("root  ").contains("admin");
    }
  }

  private ProcessBuilder command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", demo.node().data().toString()));
    return CommandLine.process(Map.of(), all.toArray(String[]::new));
  }

  private static String output(ProcessBuilder command) throws IOException {
    return new String(command.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "390, DARK", "1280, LIGHT", "1280, DARK"})
  void thePageIsAccessibleAndFitsItsWindow(int width, ColorScheme scheme) {
    String chief = demo.account("chief", Role.ADMIN);
    try (DashboardPage desk = demo.page(width, 900, scheme).openAs(chief, "/account")) {
      assertThat(desk.page().locator(".skeleton")).hasCount(0, DashboardPage.patient());

      assertThat(desk.violations()).isEmpty();
      assertThat(desk.overflow()).isLessThanOrEqualTo(0);
      assertThat(List.copyOf(desk.complaints())).isEmpty();
    }
  }

  private DashboardPage desk() {
    return demo.page(1280, 900, ColorScheme.LIGHT);
  }
}
