package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.cache.CacheMessage;

/** Which questions are asked again, and in which form. */
class RecurringQuestionTest {
  private final WarmCatalog datasets = new WarmCatalog();
  private final WarmDatasets warming = datasets.warming;

  @AfterEach
  void close() {
    datasets.close();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21,today",
    "2026-11-20,today-1d",
    "2026-11-22,today+1d",
    "2026-10-22,today-30d",
    "2024-03-31,2024-03-30T23:00:00Z"
  })
  void a_midnight_near_today_moves_along_and_an_older_one_stays(String from, String recurring) {
    assertThat(
            datasets
                .recurring("prices", Map.of("zone", "DK1", "from", from, "to", "2026-11-23"))
                .orElseThrow())
        .isEqualTo(Map.of("zone", "DK1", "from", recurring, "to", "today+2d"));
  }

  @Test
  void midnights_are_those_of_the_zone_also_over_a_change_of_its_clocks() {
    datasets.clock.set("2026-10-26T03:30:00Z");

    assertThat(datasets.recurring("prices", Map.of("zone", "NYC")).orElseThrow())
        .containsEntry("from", "today");
    assertThat(
            datasets
                .recurring(
                    "prices", Map.of("zone", "DK1", "from", "2026-10-20", "to", "2026-10-26"))
                .orElseThrow())
        .containsEntry("from", "today-6d")
        .containsEntry("to", "today");
  }

  @Test
  void tomorrow_the_same_form_is_another_question() {
    CacheMessage.Read today = datasets.read("prices", Map.of("zone", "DK1"));
    RecurringQuestion question = warming.recurring(today.key()).await().orElseThrow();
    datasets.clock.set("2026-11-22T06:00:00Z");

    CacheMessage.Read tomorrow = warming.resolve(question).await();

    assertThat(tomorrow).isEqualTo(datasets.read("prices", Map.of("zone", "DK1")));
    assertThat(tomorrow.key()).isNotEqualTo(today.key());
  }

  @Test
  void a_time_of_its_own_near_the_present_is_not_asked_again() {
    assertThat(
            datasets.recurring(
                "prices",
                Map.of("zone", "DK1", "from", "2026-11-21T10:15:00Z", "to", "2026-11-23")))
        .isEmpty();
  }

  @Test
  void a_default_that_follows_the_present_is_left_to_it() {
    assertThat(datasets.recurring("recent", Map.of())).contains(Map.of());
  }

  @Test
  void a_later_page_and_the_answer_of_a_user_are_not_asked_again() {
    assertThat(datasets.recurring("mine", Map.of())).isEmpty();
    assertThat(datasets.recurring("pages", Map.of())).contains(Map.of("limit", "2"));
    String cursor = datasets.catalog.find("pages").paging().orElseThrow().cursor(List.of("17"));
    assertThat(datasets.recurring("pages", Map.of("cursor", cursor))).isEmpty();
  }

  @Test
  void the_answer_of_an_organisation_is_asked_again_for_it() {
    assertThat(
            warming
                .recurring(datasets.read("ours", Map.of()).key())
                .await()
                .orElseThrow()
                .organisation())
        .isEqualTo("north");
  }

  @Test
  void what_no_catalog_declares_any_more_is_not_asked_again() {
    assertThat(warming.recurring("dataset/gone.json").await()).isEmpty();
    assertThat(warming.recurring("dataset/prices.json?zone=DK1&from=someday").await()).isEmpty();
    assertThat(warming.recurring("sessions/17").await()).isEmpty();
  }
}
