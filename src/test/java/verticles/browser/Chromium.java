package verticles.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The machine's own Chromium, headless. Where there is none, tests are skipped or fail. */
final class Chromium implements AutoCloseable {
  private static final String USUAL_PLACE = "/usr/bin/chromium";
  private static final List<String> REQUIRED_BY = List.of("CI", "SPINRESERVE_REQUIRE_BROWSER");

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

  /**
   * Starts the browser at {@code CHROME_PATH} or its usual place. Without one the test is skipped;
   * it fails where a browser is required, so that a build server cannot pass by accident.
   */
  static Chromium start() {
    Path executable =
        Path.of(Optional.ofNullable(System.getenv("CHROME_PATH")).orElse(USUAL_PLACE));
    if (!Files.isExecutable(executable)) {
      missing(
          "There is no browser at %s. Install Debian's chromium or name one with CHROME_PATH."
              .formatted(executable));
    }
    return new Chromium(executable);
  }

  private static void missing(String message) {
    if (REQUIRED_BY.stream().anyMatch(name -> "true".equals(System.getenv(name)))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
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
