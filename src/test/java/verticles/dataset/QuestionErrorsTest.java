package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.SmallCatalog.ANN;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import verticles.bus.Failure;
import verticles.bus.FieldError;

/** What a question that cannot be asked is told. */
class QuestionErrorsTest {
  private final SmallCatalog catalog = new SmallCatalog();

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void everyBadParameterIsNamedAtOnce() {
    assertThat(
            catalog.errors(
                "everything", "count=11", "side=bye", "since=2024-06-15T12:00", "txt=a", "day="))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder("count", "side", "since", "txt", "day");
  }

  @Test
  void anErrorSaysWhatWasReadAndWhatIsAccepted() {
    assertThat(catalog.errors("everything", "count=11"))
        .containsExactly(
            new FieldError("count", "'11' is not accepted; accepted: a whole number from 1 to 10"));
    assertThat(catalog.errors("everything", "side=bye").getFirst().detail())
        .endsWith("one of buy, sell; the nearest is buy");
    assertThat(catalog.errors("everything", "cuont=1").getFirst().detail())
        .isEqualTo(
            "is unknown; accepted: text, count, side, day, since, until; the nearest is count");
    assertThat(catalog.errors("everything", "text=" + "x".repeat(99)).getFirst().detail())
        .contains("…' (99 characters)", "1 to 20 printable characters");
    assertThat(catalog.errors("everything", "count=1", "count=2").getFirst().detail())
        .isEqualTo("was given 2 times; accepted: once");
    assertThat(catalog.errors("prices").getFirst().detail())
        .startsWith("is missing; accepted: the id of");
    assertThat(catalog.errors("prices", "zone=DK1", "from=2024-03-31T02:30").getFirst().detail())
        .contains("'2024-03-31T02:30' has no offset");
  }

  @Test
  void anUnknownZoneIsNamed() {
    assertThat(catalog.errors("prices", "zone=DK9"))
        .containsExactly(new FieldError("zone", "there is no zone 'DK9'"));
    assertThat(catalog.errors("prices", "zone=dk1").getFirst().detail())
        .contains("'dk1' is not accepted");
  }

  @Test
  void aZoneWithABadTimeZoneIsTheServersFault() {
    assertThat(catalog.refused("prices", ANN, "zone=BAD").failure()).isEqualTo(Failure.INTERNAL);
  }

  @Test
  void aCursorIsCheckedBeforeAnythingIsAsked() {
    String cursor =
        new Paging("pages", Map.of("id", new ParameterType.Zone())).cursor(List.of("A"));

    assertThat(catalog.question("pages", "cursor=" + cursor)).containsEntry("cursor", cursor);
    assertThat(catalog.errors("pages", "cursor=abc").getFirst().detail()).contains("not a cursor");
    assertThat(catalog.errors("pages", "limit=6").getFirst().pointer()).isEqualTo("limit");
  }
}
