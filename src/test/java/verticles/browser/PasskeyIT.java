package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.browser.PasskeyPage.WITH_A_PASSKEY;
import static verticles.browser.PasskeyPage.add;
import static verticles.browser.PasskeyPage.alert;
import static verticles.browser.PasskeyPage.ask;
import static verticles.browser.PasskeyPage.inDialog;
import static verticles.browser.PasskeyPage.panel;
import static verticles.browser.PasskeyPage.passkeyId;
import static verticles.browser.PasskeyPage.proof;
import static verticles.browser.PasskeyPage.rename;
import static verticles.browser.PasskeyPage.section;
import static verticles.browser.PasskeyPage.signOut;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import verticles.identity.Role;
import verticles.postgres.LocalPostgres;
import verticles.postgres.PostgresTarget;
import verticles.testing.Patience;
import verticles.testing.TestPostgres;

/** Passkeys in a browser with a virtual authenticator. */
@ExtendWith(WithDemo.class)
class PasskeyIT {
  private final Demo demo;

  PasskeyIT(Demo demo) {
    this.demo = demo;
  }

  @Test
  void aReaderAddsAPasskeySignsInWithItAndDeletesIt() throws Exception {
    try (DashboardPage page = page()) {
      VirtualKey key = VirtualKey.plugInto(page);
      page.openAs(demo.account("keys", Role.TRADER), "/account");
      Locator passkeys = panel(page);
      assertThat(passkeys.getByText("You have no passkey yet.")).isVisible();

      add(page, "My phone");
      assertThat(passkeys.locator("li strong")).hasText("My phone");
      assertThat(passkeys.getByText("last used never")).isVisible();
      assertThat(page.violations()).isEmpty();

      signOut(page);
      page.button(WITH_A_PASSKEY).click();
      assertThat(panel(page)).isVisible();

      passkeys = section(page);
      assertThat(passkeys.locator("li")).not().containsText("last used never");
      rename(page, "My phone", "My old phone");
      assertThat(passkeys.locator("li strong")).hasText("My old phone");

      assertThat(delete(passkeyId(page), Role.ADMIN).statusCode()).isEqualTo(404);
      assertThat(passkeys.locator("li")).hasCount(1);

      page.button(Pattern.compile("^Delete My old phone$")).click();
      inDialog(page, "Delete").click();
      assertThat(passkeys.getByText("You have no passkey yet.")).isVisible();

      signOut(page);
      page.button(WITH_A_PASSKEY).click();
      assertThat(alert(page, "This passkey is not known here")).isVisible();
      assertThat(key.holds()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aDeviceThatDoesNotRecogniseItsOwnerSignsNobodyIn() {
    try (DashboardPage page = page()) {
      VirtualKey key = VirtualKey.plugInto(page);
      page.openAs(demo.account("locked", Role.TRADER), "/account");
      add(page, "Locked");
      signOut(page);
      key.recognises(false);

      page.button(WITH_A_PASSKEY).click();

      assertThat(alert(page, "No passkey was used")).isVisible();
      key.recognises(true);
      page.button(WITH_A_PASSKEY).click();
      assertThat(panel(page)).isVisible();
      section(page);
      page.button(Pattern.compile("^Delete Locked$")).click();
      inDialog(page, "Delete").click();
      assertThat(page.page().getByText("You have no passkey yet.")).isVisible();
    }
  }

  @Test
  void whoSignedInAWhileAgoProvesThatItIsStillThem() throws Exception {
    try (DashboardPage page = page()) {
      VirtualKey.plugInto(page);
      String user = demo.account("late", Role.TRADER);
      page.openAs(user, "/account");
      age(user);

      ask(page, "My phone");
      Locator proof = proof(page);
      assertThat(proof.getByText("Use a passkey instead")).hasCount(0);
      proof.getByLabel("Your password").fill("not this one");
      proof.getByText("Confirm").click();
      assertThat(proof.locator(".wrong")).hasText("It is not the password of your account.");
      assertThat(proof.locator(".message.bad:visible")).hasCount(0);
      assertThat(page.violations()).isEmpty();
      proof.getByLabel("Your password").fill(Demo.PASSWORD);
      proof.getByText("Confirm").click();
      assertThat(panel(page).locator("li strong")).hasText("My phone");

      age(user);
      ask(page, "My laptop");
      proof.getByText("Cancel").click();
      assertThat(alert(page, "confirm it with your password or a passkey")).isVisible();
      inDialog(page, "Go on").click();
      proof.getByText("Use a passkey instead").click();
      // proven; the device itself refuses a second one for the same account
      assertThat(alert(page, "This device has a passkey for your account already")).isVisible();
      inDialog(page, "Cancel").click();
      page.button(Pattern.compile("^Delete My phone$")).click();
      inDialog(page, "Delete").click();
      assertThat(page.page().getByText("You have no passkey yet.")).isVisible();
    }
  }

  @Test
  void whoTriesTooManyPasswordsIsToldToWaitWhereTheyTry() throws Exception {
    try (DashboardPage page = page()) {
      VirtualKey.plugInto(page);
      String user = demo.account("hasty", Role.TRADER);
      page.openAs(user, "/account");
      age(user);
      ask(page, "My phone");
      Locator proof = proof(page);
      Locator told = proof.locator(".message.bad:visible");

      Patience.until(
          "too many were tried",
          () -> {
            proof.getByLabel("Your password").fill("not this one");
            proof.getByText("Confirm").click();
            assertThat(proof.locator(".wrong, .message.bad:visible").first()).isVisible();
            return told.count() > 0;
          });

      assertThat(told).containsText("try again in");
    }
  }

  /** As if the user had signed in an hour ago. */
  private void age(String user) throws SQLException {
    PostgresTarget database = LocalPostgres.running(demo.node().data()).orElseThrow();
    try (Connection connection = TestPostgres.connect(database);
        PreparedStatement age =
            connection.prepareStatement(
                "UPDATE session SET proved_at = proved_at - interval '1 hour' WHERE username = ?")) {
      age.setString(1, user);
      assertThat(age.executeUpdate()).isPositive();
    }
  }

  @Test
  void nobodyAddsAPasskeyToTheAccountThatEverybodyUses() {
    try (DashboardPage page = open()) {
      page.signInAsDemo();
      Locator passkeys = section(page);

      assertThat(passkeys.getByText("Everybody uses this account")).isVisible();
      assertThat(page.button(Pattern.compile("^Add a passkey$"))).hasCount(0);
      assertThat(
              page.page()
                  .evaluate(
                      """
                      async () => {
                        const { addPasskey } = await import('app/passkey');
                        return addPasskey('mine').then(() => 'added', ({ status }) => status);
                      }"""))
          .isEqualTo(403);
    }
  }

  @Test
  void atAnAddressThatCanHaveNoneThereIsNoButton() {
    try (DashboardPage page = demo.open()) {
      assertThat(page.button(Pattern.compile("demo"))).isVisible();

      assertThat(page.button(WITH_A_PASSKEY)).hasCount(0);
    }
  }

  /** By the name that passkeys belong to. */
  private DashboardPage page() {
    URI address = URI.create("http://localhost:" + demo.node().baseUrl().getPort());
    return new DashboardPage(demo.chromium().profile(1280, 900, ColorScheme.LIGHT), address);
  }

  private DashboardPage open() {
    return page().open();
  }

  /** As a user of another organisation. */
  private HttpResponse<String> delete(String id, Role role)
      throws IOException, InterruptedException {
    String stranger =
        demo.node().token("--role", role.label(), "--organisation", "sim-south", "--user", "eve");
    HttpRequest request =
        HttpRequest.newBuilder(demo.node().baseUrl().resolve("/api/v1/auth/passkeys/" + id))
            .header("Authorization", "Bearer " + stranger)
            .DELETE()
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      assertThat(new JsonObject(answer.body()).getString("detail")).contains("no such passkey");
      return answer;
    }
  }
}
