package verticles.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.testing.RunningNode;

/** The page's plain modules, called where they run. */
class ModulesIT {
  private static Chromium chromium;
  private static RunningNode node;
  private static DashboardPage page;

  @BeforeAll
  static void start() {
    chromium = Chromium.start();
    node = RunningNode.demo();
    page = new DashboardPage(chromium.profile(800, 600, ColorScheme.LIGHT), node.baseUrl()).open();
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  /** The value of an expression over the names of a module, as text. */
  private static String value(String module, String expression) {
    return String.valueOf(
        page.page()
            .evaluate(
                "async () => { const m = await import('app/%s'); return String(%s); }"
                    .formatted(module, expression)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m.price(-1234.5)        | −1,234.50",
        "m.price(null)           | –",
        "m.price(-0.001)         | 0.00",
        "m.change(0.4)           | +0.40",
        "m.change(0)             | 0.00",
        "m.signedEnergy(-16.66)  | −16.7",
        "m.signedMoney(1234567)  | +1,234,567",
        "m.millis(0.31)          | 0.3 ms",
        "m.millis(1234)          | 1.2 s",
        "m.age(12.9)             | 12 s",
        "m.age(200)              | 3 min",
        "m.age(8000)             | 2 h",
        "m.age(200000)           | 2 d"
      })
  void numbersAreWrittenAsADeskWritesThem(String expression, String expected) {
    assertThat(value("format", expression)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-31, Europe/Copenhagen, 23, 2024-03-30T23:00:00.000Z",
    "2023-10-29, Europe/Copenhagen, 25, 2023-10-28T22:00:00.000Z",
    "2024-06-15, Europe/Lisbon, 24, 2024-06-14T23:00:00.000Z",
    "2024-03-31, UTC, 24, 2024-03-31T00:00:00.000Z",
    "2024-09-08, America/Santiago, 23, 2024-09-08T04:00:00.000Z"
  })
  void aLocalDayHasItsOwnBeginningAndLength(
      String date, String zone, String hours, String midnight) {
    assertThat(value("zone-time", "m.hoursOf('%s', '%s')".formatted(date, zone))).isEqualTo(hours);
    assertThat(
            value(
                "zone-time",
                "new Date(m.midnight('%s', '%s')).toISOString()".formatted(date, zone)))
        .isEqualTo(midnight);
  }

  @Test
  void eventsAreReadWhereverTheStreamIsCut() {
    String events =
        value(
            "stream",
            """
            (() => {
              const text = ': hi\\n\\nid: 7\\nevent: ticks\\ndata: {"a":1}\\r\\n\\r\\ndata: x\\ndata:y\\n\\n';
              const whole = new m.EventParser();
              const cut = new m.EventParser();
              const one = JSON.stringify(whole.read(text));
              const many = JSON.stringify([...text].flatMap((letter) => cut.read(letter)));
              return one === many ? one : one + ' but in pieces ' + many;
            })()""");

    assertThat(events)
        .isEqualTo(
            "[{\"event\":\"ticks\",\"data\":\"{\\\"a\\\":1}\",\"id\":\"7\"},"
                + "{\"event\":\"message\",\"data\":\"x\\ny\"}]");
  }

  @Test
  void aThinnedSeriesKeepsItsSpikes() {
    String kept =
        value(
            "live-zone",
            """
            (() => {
              const at = Array.from({ length: 5000 }, (_, index) => index);
              const price = at.map((index) => (index === 2501 ? 900 : index === 77 ? -90 : 50));
              const [thinned, prices] = m.thin(at, price, 400);
              return [thinned.length < 500, Math.max(...prices), Math.min(...prices), thinned.at(-1)];
            })()""");

    assertThat(kept).isEqualTo("true,900,-90,4999");
  }

  @Test
  void theAgeOfAnAnswerIsReadFromItsHeaders() {
    String read =
        value(
            "provenance",
            """
            (() => {
              const headers = new Headers({
                'X-Cache-Status': 'hit', 'Age': '12', 'Cache-Control': 'private, max-age=60',
                'Server-Timing': 'cache;desc="l1";dur=0.3',
              });
              const found = m.provenanceOf(headers, 1000);
              return [found.status, found.tier, found.freshForSeconds, found.serverMillis,
                m.ageAt(found, 4000)];
            })()""");

    assertThat(read).isEqualTo("HIT,memory,48,0.3,15");
  }
}
