package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** The part of the page that passkeys are kept on, as its reader finds it. */
final class PasskeyPage {
  static final Pattern WITH_A_PASSKEY = Pattern.compile("^Sign in with a passkey$");

  private PasskeyPage() {}

  static Locator section(DashboardPage page) {
    page.page()
        .getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Account of")))
        .click();
    assertThat(panel(page)).isVisible();
    return panel(page);
  }

  static Locator panel(DashboardPage page) {
    return page.page()
        .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Passkeys").setExact(true));
  }

  static void ask(DashboardPage page, String name) {
    page.button(Pattern.compile("^Add a passkey$")).click();
    page.page().getByLabel("Name of the passkey").fill(name);
    inDialog(page, "Go on").click();
  }

  static void add(DashboardPage page, String name) {
    ask(page, name);
    assertThat(page.page().getByRole(AriaRole.DIALOG)).hasCount(0, DashboardPage.patient());
  }

  static void rename(DashboardPage page, String from, String to) {
    page.button(Pattern.compile("^Rename %s$".formatted(from))).click();
    page.page().getByLabel("Name of the passkey").fill(to);
    inDialog(page, "Rename").click();
    assertThat(page.page().getByRole(AriaRole.DIALOG)).hasCount(0, DashboardPage.patient());
  }

  static Locator inDialog(DashboardPage page, String button) {
    return page.page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  static void signOut(DashboardPage page) {
    page.button(Pattern.compile("^Sign out$")).click();
    assertThat(page.button(WITH_A_PASSKEY)).isVisible();
  }

  static Locator alert(DashboardPage page, String text) {
    return page.page()
        .getByRole(AriaRole.ALERT)
        .filter(new Locator.FilterOptions().setHasText(text));
  }

  static Locator proof(DashboardPage page) {
    return page.page()
        .getByRole(
            AriaRole.DIALOG,
            new Page.GetByRoleOptions().setName("Is it still you?").setExact(true));
  }

  static String passkeyId(DashboardPage page) {
    return (String)
        page.page()
            .evaluate(
                """
                async () => {
                  const { listPasskeys } = await import('app/passkey');
                  return (await listPasskeys())[0].id;
                }""");
  }
}
