package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;

/** The page of the cache of a running demo. */
@ExtendWith(WithDemo.class)
class CacheIT {
  private static final String ZONES = "zones.json";

  private final Demo demo;

  CacheIT(Demo demo) {
    this.demo = demo;
  }

  private CachePage open(int width, ColorScheme scheme, Role role) {
    return CachePage.open(demo, demo.page(width, 900, scheme), role);
  }

  private CachePage open(Role role) {
    return open(1280, ColorScheme.LIGHT, role);
  }

  @Test
  void everyReaderFindsThePageInTheBarAndSeesHitsRise() {
    demo.read("zones");
    try (DashboardPage desk = demo.open().signInAsDemo()) {
      desk.page()
          .getByRole(AriaRole.LINK)
          .getByText("Cache", new Locator.GetByTextOptions().setExact(true))
          .click();
      var hits =
          desk.widget("Patterns")
              .locator("tr")
              .filter(new Locator.FilterOptions().setHasText(ZONES))
              .locator("td[data-name='Hits']");
      assertThat(hits).isVisible();
      String before = hits.innerText();

      demo.read("zones");
      demo.read("zones");

      assertThat(hits).not().hasText(before, DashboardPage.text());
      assertThat(desk.page().url()).endsWith("/cache");
      assertThat(desk.page().getByRole(AriaRole.BUTTON).getByText("Invalidate …")).hasCount(0);
      desk.page().goBack();
      assertThat(desk.widget("Day-ahead prices")).isVisible();
    }
  }

  @Test
  void anOperatorInvalidatesAnEntryAndItIsGone() {
    demo.read("zones");
    try (CachePage cache = open(Role.OPERATOR)) {
      cache.search("dataset", ZONES + "*").entry(ZONES).first().click();
      assertThat(cache.dialog().locator(".tag").first()).isVisible();
      cache.choice("Remove …").click();
      assertThat(cache.dialog()).containsText("on every node");

      cache.choice("Remove").click();

      assertThat(cache.toast()).containsText("Removed: the entry");
      assertThat(cache.dialog()).hasCount(0);
      assertThat(cache.inside().widget("Entries")).containsText("No entry fits.");
    }
  }

  @Test
  void everythingCanBeInvalidatedAfterAQuestionAndACancelledOneDoesNothing() {
    demo.read("zones");
    try (CachePage cache = open(Role.OPERATOR)) {
      cache.inside().widget("Invalidate").getByLabel("What to invalidate").selectOption("all");
      cache.inside().button(Pattern.compile("^Invalidate …$")).click();
      assertThat(cache.dialog()).containsText("every entry there is");
      cache.choice("Cancel").click();
      assertThat(cache.dialog()).hasCount(0);
      assertThat(cache.toast()).hasCount(0);

      cache.inside().button(Pattern.compile("^Invalidate …$")).click();
      cache.choice("Expire").click();

      assertThat(cache.toast()).containsText("Expired: every entry there is");
    }
  }

  @Test
  void theDialogTakesTheFocusAndGivesItBack() {
    demo.read("zones");
    try (CachePage cache = open(Role.OPERATOR)) {
      var entry = cache.search("dataset", ZONES + "*").entry(ZONES).first();
      // the rows of the search before go, and the focus would go with them
      assertThat(cache.page().locator(".row-button.key:not([title*='zones'])")).hasCount(0);
      entry.focus();
      cache.page().keyboard().press("Enter");
      assertThat(cache.dialog()).isVisible();
      assertThat(
              (Boolean)
                  cache.page().evaluate("() => document.activeElement.closest('dialog') !== null"))
          .isTrue();

      cache.page().keyboard().press("Escape");

      assertThat(cache.dialog()).hasCount(0);
      assertThat(entry).isFocused();
    }
  }

  @Test
  void anAdminChangesAPolicyAndIsToldWhatIsWrongWithAField() {
    try (CachePage cache = open(Role.ADMIN)) {
      cache.inside().button(Pattern.compile("^Change the policy usage$")).click();
      cache.dialog().getByLabel("Jitter, percent").fill("99");
      cache.choice("Change on every node").click();
      assertThat(cache.dialog().locator(".wrong")).isVisible();
      assertThat(cache.dialog().getByLabel("Jitter, percent")).hasAttribute("aria-invalid", "true");

      cache.dialog().getByLabel("Jitter, percent").fill("7");
      cache.choice("Change on every node").click();

      assertThat(cache.toast()).containsText("The policy usage is changed");
    }
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "390, DARK", "1440, LIGHT", "1440, DARK"})
  void thePageAndItsDialogsAreAccessibleAndFitTheirWindow(int width, ColorScheme scheme) {
    demo.read("zones");
    try (CachePage cache = open(width, scheme, Role.ADMIN)) {
      assertThat(cache.inside().violations()).as("page").isEmpty();
      assertThat(cache.inside().overflow()).isLessThanOrEqualTo(0);
      cache.search("dataset", ZONES + "*").entry(ZONES).first().click();
      assertThat(cache.choice("Remove …")).isVisible();

      assertThat(cache.inside().violations()).as("entry").isEmpty();

      cache.page().keyboard().press("Escape");
      cache.inside().button(Pattern.compile("^Change the policy usage$")).click();
      assertThat(cache.dialog()).isVisible();
      assertThat(cache.inside().violations()).as("policy").isEmpty();
      assertThat(cache.inside().complaints()).isEmpty();
    }
  }
}
