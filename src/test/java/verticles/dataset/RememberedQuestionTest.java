package verticles.dataset;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.SmallCatalog.ANN;
import static verticles.testing.Patience.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.cache.CacheMessage;

/** What need not be looked up or checked again. */
class RememberedQuestionTest {
  private final SmallCatalog catalog = new SmallCatalog();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aTimeZoneIsRememberedForAMinute() {
    catalog.question("prices", "zone=DK1");
    catalog.question("prices", "zone=DK1");
    assertThat(catalog.zonesAsked.get()).isOne();

    catalog.clock.pass(Duration.ofSeconds(2));
    catalog.question("prices", "zone=DK1");
    assertThat(catalog.zonesAsked.get()).isOne();

    catalog.clock.pass(Duration.ofSeconds(58));
    catalog.question("prices", "zone=DK1");
    // behind the scenes: the answer does not wait for it
    until("it is asked again", () -> catalog.zonesAsked.get() == 2);
  }

  @Test
  void aRememberedZoneMakesTheAnswerImmediate() {
    catalog.question("prices", "zone=DK1");

    assertThat(catalog.ask("prices", ANN, "zone=DK1").isComplete()).isTrue();
  }

  @Test
  void theSameQuestionWithinASecondIsNotCheckedAgain() {
    CacheMessage.Read first = catalog.ask("prices", ANN, "zone=DK1").await();
    CacheMessage.Read second = catalog.ask("prices", ANN, "zone=DK1").await();
    catalog.clock.pass(Duration.ofDays(1));
    CacheMessage.Read tomorrow = catalog.ask("prices", ANN, "zone=DK1").await();

    assertThat(second).isSameAs(first);
    assertThat(tomorrow.key()).isNotEqualTo(first.key());
  }

  @Test
  void aRememberedQuestionDoesNotChangeWithTheMapItCameIn() {
    Map<String, List<String>> query = new TreeMap<>(Map.of("name", new ArrayList<>(List.of("a"))));
    catalog.datasets.resolve("ours", query, ANN, Format.JSON).await();
    requireNonNull(query.get("name")).set(0, "b");

    assertThat(catalog.datasets.resolve("ours", query, ANN, Format.JSON).await().key())
        .endsWith("name=b");
    assertThat(catalog.ask("ours", ANN, "name=a").await().key()).endsWith("name=a");
  }
}
