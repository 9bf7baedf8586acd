package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The page as its readers use it. */
final class DashboardPage implements AutoCloseable {
  static final double PATIENCE_MILLIS = 30_000;

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  private final BrowserContext profile;
  private final Page page;
  private final URI address;
  private final List<String> complaints = new ArrayList<>();

  DashboardPage(BrowserContext profile, URI address) {
    this.profile = profile;
    this.address = address;
    this.page = profile.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  DashboardPage open() {
    page.navigate(address.toString());
    return this;
  }

  DashboardPage signInAsDemo() {
    button(Pattern.compile("Sign in as demo")).click();
    assertThat(connection()).isVisible();
    for (Locator widget : page.locator(".widget").all()) {
      assertThat(widget.locator(".skeleton")).hasCount(0, patient());
    }
    assertThat(connection()).hasText("Live", text());
    return this;
  }

  void signIn(String user, String password) {
    page.getByLabel("User name").fill(user);
    page.getByLabel("Password").fill(password);
    button(Pattern.compile("^Sign in$")).click();
  }

  /** Opens a page and signs in there as somebody of {@link Demo#account}. */
  DashboardPage openAs(String user, String path) {
    page.navigate(address.resolve(path).toString());
    signIn(user, Demo.PASSWORD);
    assertThat(page.locator(".top-bar")).isVisible();
    return this;
  }

  Page page() {
    return page;
  }

  BrowserContext profile() {
    return profile;
  }

  Locator connection() {
    return page.locator(".connection-state");
  }

  Locator price(String zone) {
    return page.locator("[data-zone='%s'] .card-price".formatted(zone));
  }

  Locator widget(String title) {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(title));
  }

  Locator button(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
  }

  /** What the browser said on its console: errors, warnings and policy violations. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Accessibility rules broken, each with its elements. */
  List<String> violations() {
    return new AxeBuilder(page)
        .withTags(RULES).analyze().getViolations().stream().map(DashboardPage::told).toList();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  /** By how many pixels the page is wider than its window; 0 when it fits. */
  int overflow() {
    return (Integer)
        page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
  }

  static LocatorAssertions.HasCountOptions patient() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  static LocatorAssertions.HasTextOptions text() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  @Override
  public void close() {
    profile.close();
  }
}
