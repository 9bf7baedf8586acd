package verticles.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;

/** The machine's own Chromium, headless. */
final class Chromium implements AutoCloseable {
  private static final String USUAL_PLACE = "/usr/bin/chromium";
  private static final List<String> REQUIRED_BY = List.of("CI", "REQUIRE_BROWSER");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
  }

  /** Why there is no browser to test with; empty when there is one. */
  static Optional<String> missing() {
    return Files.isExecutable(executable())
        ? Optional.empty()
        : Optional.of(
            "There is no browser at %s. Install Debian's chromium or name one with CHROME_PATH."
                .formatted(executable()));
  }

  /** Whether a missing browser fails the tests, so that a build server cannot pass by accident. */
  static boolean required() {
    return REQUIRED_BY.stream().anyMatch(name -> "true".equals(System.getenv(name)));
  }

  /** Starts the browser at {@code CHROME_PATH} or at its usual place. */
  static Chromium start() {
    missing().ifPresent(Assertions::fail);
    PlaywrightAssertions.setDefaultAssertionTimeout(DashboardPage.PATIENCE_MILLIS);
    return new Chromium(executable());
  }

  private static Path executable() {
    return Path.of(Optional.ofNullable(System.getenv("CHROME_PATH")).orElse(USUAL_PLACE));
  }

  /** A fresh profile with a window of that size. */
  BrowserContext profile(int width, int height, ColorScheme scheme) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setColorScheme(scheme)
            .setLocale("en-GB")
            .setTimezoneId("Europe/Berlin"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
