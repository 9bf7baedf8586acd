package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.cache.CacheMessage;
import verticles.invalidation.Invalidation;
import verticles.invalidation.Mode;
import verticles.invalidation.Target;

/** What a declaration asks for, and what touches it. */
class DatasetWarmingTest {
  private final WarmCatalog datasets = new WarmCatalog();
  private final WarmDatasets warming = datasets.warming;

  @AfterEach
  void close() {
    datasets.close();
  }

  @Test
  void a_star_stands_for_every_zone_of_the_market() {
    assertThat(datasets.questions("prices"))
        .extracting(RecurringQuestion::parameters)
        .containsExactly(Map.of("zone", "DK1"), Map.of("zone", "NYC"));
  }

  @Test
  void stars_are_combined() {
    assertThat(datasets.questions("many")).hasSize(4000).doesNotHaveDuplicates();
  }

  @Test
  void what_belongs_to_organisations_is_asked_for_each() {
    assertThat(datasets.questions("ours"))
        .extracting(RecurringQuestion::organisation)
        .containsExactly("north", "south");
  }

  @Test
  void a_dataset_without_declaration_stands_for_its_plain_question() {
    assertThat(datasets.questions("recent"))
        .containsExactly(new RecurringQuestion("recent", Format.JSON, "", Map.of()));
  }

  @Test
  void a_dataset_that_cannot_be_warmed_says_why() {
    assertThatThrownBy(() -> warming.declared("mine"))
        .isInstanceOfSatisfying(
            FailureException.class,
            thrown -> assertThat(thrown.failure()).isEqualTo(Failure.BAD_REQUEST));
    assertThatThrownBy(() -> warming.declared("price")).hasMessageContaining("prices");
  }

  @Test
  void a_warmed_question_has_the_key_that_a_client_asks_for() {
    CacheMessage.Read warmed =
        warming
            .resolve(new RecurringQuestion("prices", Format.JSON, "", Map.of("zone", "DK1")))
            .await();

    assertThat(warmed)
        .isEqualTo(
            datasets.read(
                "prices", Map.of("zone", "DK1", "from", "2026-11-21", "to", "2026-11-22")));
  }

  @ParameterizedTest
  @CsvSource({
    "zone:DK1,true",
    "prices,true",
    "dataset:prices,true",
    "zone,false",
    "dataset:ours,false",
    "trades,false"
  })
  void an_invalidated_tag_touches_the_declarations_that_may_carry_it(String tag, boolean touched) {
    WarmDeclaration prices = warming.declared("prices").getFirst();

    assertThat(warming.mayCover(Invalidation.of(Mode.EXPIRE, new Target.Tag(tag)), prices))
        .isEqualTo(touched);
  }

  @Test
  void keys_namespaces_and_everything_touch_what_they_cover() {
    WarmDeclaration prices = warming.declared("prices").getFirst();

    assertThat(touches(new Target.Everything(), prices)).isTrue();
    assertThat(touches(new Target.Namespace("dataset"), prices)).isTrue();
    assertThat(touches(new Target.Namespace("sessions"), prices)).isFalse();
    assertThat(touches(new Target.Key("dataset/prices.json?zone=DK1"), prices)).isTrue();
    assertThat(touches(new Target.Key("dataset/ours.json"), prices)).isFalse();
  }

  private boolean touches(Target target, WarmDeclaration declared) {
    return warming.mayCover(Invalidation.of(Mode.REMOVE, target), declared);
  }
}
