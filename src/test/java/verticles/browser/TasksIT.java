package verticles.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.identity.Role;
import verticles.testing.Patience;

/** The page of the tasks and the stream behind it, of a running demo. */
@ExtendWith(WithDemo.class)
class TasksIT {
  private static final String BAD_ROWS =
      "delivery_start,interval_minutes,price_eur_mwh\n2026-11-20T00:00:00Z,60,cheap\n";

  private final Demo demo;

  TasksIT(Demo demo) {
    this.demo = demo;
  }

  /** A token of an account that only this test has. */
  private String token(String name, Role role) {
    String body =
        new JsonObject()
            .put("username", demo.account(name, role))
            .put("password", Demo.PASSWORD)
            .encode();
    HttpResponse<String> answer =
        demo.send("/api/v1/auth/session", "", HttpRequest.BodyPublishers.ofString(body));
    return new JsonObject(answer.body()).getString("accessToken");
  }

  private JsonObject enqueue(String token, JsonObject task) {
    HttpResponse<String> answer =
        demo.send("/api/v1/tasks", token, HttpRequest.BodyPublishers.ofString(task.encode()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new JsonObject(answer.body());
  }

  private static JsonObject warm(int delaySeconds, String dataset) {
    return new JsonObject()
        .put("type", "cache.warm")
        .put("delaySeconds", delaySeconds)
        .put("payload", new JsonObject().put("datasets", java.util.List.of(dataset)));
  }

  private JsonObject importing(String token, String rows) {
    HttpResponse<String> file = demo.send("/api/v1/tasks/files", token, "text/csv", rows);
    assertThat(file.statusCode()).as(file.body()).isEqualTo(201);
    return enqueue(
        token,
        new JsonObject()
            .put("type", "market.import")
            .put(
                "payload",
                new JsonObject()
                    .put("file", new JsonObject(file.body()).getString("file"))
                    .put("kind", "prices")
                    .put("zone", "DK1")));
  }

  /** So many rows that reading them takes a while. */
  private static String manyRows() {
    StringBuilder rows = new StringBuilder("delivery_start,interval_minutes,price_eur_mwh\n");
    java.time.Instant start = java.time.Instant.parse("2001-01-01T00:00:00Z");
    for (int row = 0; row < 60_000; row++) {
      rows.append(start.plusSeconds(900L * row)).append(",15,").append(row % 90).append('\n');
    }
    return rows.toString();
  }

  @Test
  void aTaskIsToldToItsOwnerAloneAndItsEndOnceMoreAfterAReconnect() {
    String owner = token("tasks-owner", Role.TRADER);
    String stranger = token("tasks-stranger", Role.OPERATOR);
    try (TaskStream own = new TaskStream(demo, owner, "0");
        TaskStream strange = new TaskStream(demo, stranger, "0")) {
      Patience.until("both listen", () -> own.types().contains("welcome"));
      Patience.until("both listen", () -> strange.types().contains("welcome"));
      String before = own.lastId();

      String id = importing(owner, manyRows()).getString("id");

      Patience.until("it is over", () -> own.states(id).contains("succeeded"));
      assertThat(own.states(id)).contains("running").endsWith("succeeded");
      assertThat(own.payloads("task.moved"))
          .extracting(payload -> payload.getString("message"))
          .anySatisfy(message -> assertThat(message).contains("KiB read"));
      assertThat(strange.states(id)).isEmpty();
      assertThat(strange.payloads("tasks.")).isEmpty();
      try (TaskStream again = new TaskStream(demo, owner, before)) {
        Patience.until("what was missed is told", () -> !again.states(id).isEmpty());
        assertThat(again.states(id)).containsExactly("succeeded");
      }
    }
  }

  @Test
  void aTaskMovesWhileOneLooksIsCancelledAndRunsAgain() {
    try (DashboardPage desk = open("tasks-mover", 1280, ColorScheme.LIGHT, Role.OPERATOR)) {
      Page page = desk.page();
      desk.button(Pattern.compile("^New task")).click();
      dialog(page).getByLabel("Datasets").fill("zones");
      dialog(page).getByLabel("Run it").selectOption("in some minutes");
      dialog(page).getByLabel("In how many minutes").fill("60");
      choice(page, "Ask for it").click();
      Locator waiting = desk.widget("Running and waiting").locator(".task");
      assertThat(waiting).containsText("scheduled");

      waiting.click();
      choice(page, "Cancel it …").click();
      assertThat(dialog(page)).containsText("what it has done already stays done");
      choice(page, "Cancel the task").click();
      Locator over = desk.widget("Over").locator(".task");
      assertThat(over).containsText("cancelled");
      assertThat(waiting).hasCount(0);

      over.click();
      choice(page, "Run again …").click();
      choice(page, "Run it again").click();
      assertThat(over).containsText("succeeded");
      assertThat(desk.complaints()).isEmpty();
    }
  }

  @Test
  void theBadgeCountsWhatFailedUntilItIsLookedAt() {
    String name = "tasks-failer";
    String token = token(name, Role.TRADER);
    try (DashboardPage desk = demo.page(390, 844, ColorScheme.DARK)) {
      desk.openAs(name, "/cache");
      Locator link =
          desk.page()
              .getByRole(
                  AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Tasks")));
      assertThat(link).hasText("Tasks");

      importing(token, BAD_ROWS);
      importing(token, BAD_ROWS);

      assertThat(link).containsText("2 new failures");
      link.click();
      assertThat(desk.widget("Failed").locator(".task")).hasCount(2);
      assertThat(link).hasText("Tasks");
      desk.widget("Failed").locator(".task").first().click();
      assertThat(dialog(desk.page())).containsText("price_eur_mwh");
      assertThat(desk.overflow()).isLessThanOrEqualTo(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"320, LIGHT", "390, DARK", "1440, LIGHT"})
  void thePageAndItsDialogsAreAccessibleAndFitTheirWindow(int width, ColorScheme scheme) {
    enqueue(token("tasks-admin", Role.ADMIN), warm(900, "zones"));
    try (DashboardPage desk = open("tasks-admin", width, scheme, Role.ADMIN)) {
      Page page = desk.page();
      assertThat(desk.widget("Schedules").locator("table")).isVisible();
      assertThat(desk.violations()).as("page").isEmpty();
      assertThat(desk.overflow()).isLessThanOrEqualTo(0);

      desk.widget("Running and waiting").locator(".task").first().click();
      assertThat(dialog(page).locator(".facts")).isVisible();
      assertThat(desk.violations()).as("task").isEmpty();
      page.keyboard().press("Escape");

      desk.button(Pattern.compile("^New task")).click();
      dialog(page).getByLabel("Type").selectOption("market.import");
      dialog(page).getByLabel("Run it").selectOption("again and again");
      assertThat(dialog(page).getByLabel("Cron expression")).isVisible();
      assertThat(desk.violations()).as("new").isEmpty();
      assertThat(desk.overflow()).isLessThanOrEqualTo(0);
      assertThat(desk.complaints()).isEmpty();
    }
  }

  private DashboardPage open(String name, int width, ColorScheme scheme, Role role) {
    DashboardPage desk = demo.page(width, 900, scheme).openAs(demo.account(name, role), "/tasks");
    assertThat(desk.page().locator(".skeleton")).hasCount(0, DashboardPage.patient());
    assertThat(desk.connection()).hasText("Live", DashboardPage.text());
    return desk;
  }

  private static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG);
  }

  private static Locator choice(Page page, String name) {
    return dialog(page)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
