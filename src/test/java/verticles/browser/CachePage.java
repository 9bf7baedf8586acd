package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import verticles.identity.Role;

/** The page of the cache as its readers use it. */
final class CachePage implements AutoCloseable {
  private final DashboardPage inside;

  private CachePage(DashboardPage inside) {
    this.inside = inside;
  }

  /** Opens it as somebody of the demo's organisation with that role. */
  static CachePage open(Demo demo, DashboardPage closed, Role role) {
    closed.openAs(demo.account("operations-" + role.label(), role), "/cache");
    CachePage page = new CachePage(closed);
    assertThat(closed.page().getByRole(AriaRole.HEADING, named("Cache"))).isVisible();
    assertThat(closed.page().locator(".skeleton")).hasCount(0, DashboardPage.patient());
    return page;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  DashboardPage inside() {
    return inside;
  }

  Page page() {
    return inside.page();
  }

  /** The hits of a pattern, as its table shows them. */
  Locator hits(String pattern) {
    return inside
        .widget("Patterns")
        .locator("tr")
        .filter(new Locator.FilterOptions().setHasText(pattern))
        .locator("td[data-name='Hits']");
  }

  Locator entry(String key) {
    return inside
        .widget("Entries")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile(key)));
  }

  CachePage search(String namespace, String pattern) {
    Locator entries = inside.widget("Entries");
    entries.getByLabel("Namespace").fill(namespace);
    entries.getByLabel("Pattern").fill(pattern);
    entries.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Search")).click();
    return this;
  }

  Locator dialog() {
    return page().getByRole(AriaRole.DIALOG);
  }

  /** A button of the open dialog. */
  Locator choice(String name) {
    return dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator toast() {
    return page().locator(".toast");
  }

  @Override
  public void close() {
    inside.close();
  }
}
