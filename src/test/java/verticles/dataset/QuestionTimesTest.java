package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.SmallCatalog.ANN;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The moments that a question speaks of. */
class QuestionTimesTest {
  private final SmallCatalog catalog = new SmallCatalog();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void datesAreMidnightsOfTheZone() {
    assertThat(catalog.question("prices", "zone=DK1", "from=2024-03-31", "to=2024-04-01"))
        .containsEntry("from", "2024-03-30T23:00:00Z")
        .containsEntry("to", "2024-03-31T22:00:00Z");
    assertThat(catalog.question("prices", "zone=NYC", "from=2024-03-31", "to=2024-04-01"))
        .containsEntry("from", "2024-03-31T04:00:00Z");
  }

  @Test
  void defaultsFollowTheZoneAndTheOtherParameters() {
    assertThat(catalog.question("prices", "zone=DK1"))
        .containsEntry("from", "2024-06-14T22:00:00Z")
        .containsEntry("to", "2024-06-15T22:00:00Z");
    assertThat(catalog.question("prices", "zone=DK1", "from=2024-10-27"))
        .containsEntry("to", "2024-10-27T23:00:00Z");
  }

  @Test
  void nowIsRoundedToThePolicySoThatKeysRepeat() {
    String first = catalog.ask("everything", ANN).await().key();
    catalog.clock.pass(Duration.ofSeconds(3));
    String same = catalog.ask("everything", ANN).await().key();
    catalog.clock.pass(Duration.ofSeconds(2));
    String next = catalog.ask("everything", ANN).await().key();

    assertThat(first).contains("since=2024-06-15T12:15:00Z").isEqualTo(same);
    assertThat(next).contains("since=2024-06-15T12:20:00Z");
  }

  @Test
  void aSpanHasAnOrderAndALength() {
    assertThat(
            catalog
                .errors("prices", "zone=DK1", "from=2024-04-01", "to=2024-04-01")
                .getFirst()
                .detail())
        .contains("is not later than from");
    assertThat(
            catalog
                .errors("prices", "zone=DK1", "from=2024-04-01", "to=2024-04-04")
                .getFirst()
                .detail())
        .contains("is more than 2d after from");
    assertThat(catalog.question("prices", "zone=DK1", "from=2024-10-26", "to=2024-10-28"))
        .isNotEmpty();
  }
}
