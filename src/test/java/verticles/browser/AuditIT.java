package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;
import verticles.testing.CommandLine;

/** The page of the audit log of a running demo. */
@ExtendWith(WithDemo.class)
class AuditIT {
  private final Demo demo;

  AuditIT(Demo demo) {
    this.demo = demo;
  }

  /** Signed in by the page of the cache, which is known to work. */
  private CachePage open(int width, ColorScheme scheme, Role role) {
    CachePage page = CachePage.open(demo, demo.page(width, 900, scheme), role);
    page.page().navigate(demo.node().baseUrl().resolve("/audit").toString());
    assertThat(
            page.page()
                .getByRole(
                    AriaRole.HEADING,
                    new Page.GetByRoleOptions().setName("Audit log").setExact(true)))
        .isVisible();
    return page;
  }

  private static Locator events(CachePage page) {
    return page.inside().widget("Events");
  }

  private void refuseSomething() {
    assertThat(demo.node().get("/api/v1/performance/audit").statusCode()).isEqualTo(401);
  }

  @Test
  void anAdminFindsARefusalOpensItAndChecksTheChain() {
    refuseSomething();
    try (CachePage page = open(1280, ColorScheme.LIGHT, Role.ADMIN)) {
      events(page).getByLabel("Operation").fill("listAudit");
      events(page).getByLabel("Outcome").selectOption("refused");
      page.inside().button(Pattern.compile("^Search$")).click();
      Locator refusal = events(page).locator(".event").first();
      assertThat(refusal).containsText("Refused");
      refusal.click();
      assertThat(page.dialog()).containsText("answered 401");
      assertThat(page.dialog()).containsText("not signed in");
      page.choice("Close").click();

      page.inside().button(Pattern.compile("^Verify chain$")).click();

      assertThat(page.inside().widget("Chain"))
          .containsText("nothing is missing and nothing was changed");
      assertThat(page.inside().complaints()).isEmpty();
    }
  }

  @Test
  void othersDoNotSeeTheLinkAndNothingOnThePage() {
    try (CachePage page = open(390, ColorScheme.LIGHT, Role.OPERATOR)) {
      assertThat(page.page().getByRole(AriaRole.NAVIGATION).getByText("Audit")).hasCount(0);
      assertThat(page.page().getByText("Only admins read the audit log.")).isVisible();
    }
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
  void thePageAndItsDialogAreAccessibleAndFitTheirWindow(int width, ColorScheme scheme) {
    refuseSomething();
    try (CachePage page = open(width, scheme, Role.ADMIN)) {
      Locator event = events(page).locator(".event").first();
      assertThat(event).isVisible();
      picture(page, "audit-%d-%s.png".formatted(width, scheme));
      assertThat(page.inside().violations()).as("page").isEmpty();
      assertThat(page.inside().overflow()).isLessThanOrEqualTo(0);

      event.click();

      assertThat(page.dialog()).isVisible();
      picture(page, "audit-%d-%s-event.png".formatted(width, scheme));
      assertThat(page.inside().violations()).as("event").isEmpty();
      assertThat(page.inside().complaints()).isEmpty();
    }
  }

  @Test
  void theCommandChecksTheChainOfTheRunningNode() {
    CommandLine.Result result =
        CommandLine.run("audit", "verify", "--data", demo.node().data().toString());

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("The chain holds");
  }

  private static void picture(CachePage page, String name) {
    String folder = System.getProperty("screenshots", "");
    if (!folder.isEmpty()) {
      page.page().screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name)));
    }
  }
}
