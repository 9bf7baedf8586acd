package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.cache.CacheMessage.Visibility;
import verticles.config.Problem;
import verticles.config.Problems;

class WarmReaderTest {
  private static final String DATASET =
      """
      datasets:
        mine:
          description: Mine.
          scope: %s
          policy: %s
          parameters:
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            side: { type: enum, values: [buy, sell], default: buy }
            n: { type: integer, min: 1, max: 1000 }
            any: { type: integer }
            name: { type: text }
          warm: %s
          sql: SELECT :zone, :from, :side, :n, :any, :name%s
      """;

  private final Problems problems = new Problems();

  private List<WarmDeclaration> read(String scope, String policy, String warm) {
    String user = scope.equals("user") ? ", :user" : "";
    DatasetCatalog catalog =
        DatasetCatalog.read(
            DATASET.formatted(scope, policy, warm, user),
            GivenCatalog.POLICIES,
            Set.of("postgres"),
            problems);
    return catalog.all().stream().flatMap(dataset -> dataset.warm().stream()).toList();
  }

  private List<String> refused(String scope, String policy, String warm) {
    read(scope, policy, warm);
    return problems.found().stream().map(Problem::toString).toList();
  }

  @Test
  void declared_questions_are_read_with_what_is_critical() {
    List<WarmDeclaration> warm =
        read(
            "shared",
            "simple",
            "[{ parameters: { zone: DK1, from: today-7d }, critical: true }, { parameters: { zone: \"*\", side: \"*\" } }]");

    assertThat(problems.found()).isEmpty();
    assertThat(warm)
        .containsExactly(
            new WarmDeclaration(
                "mine", Visibility.SHARED, Map.of("zone", "DK1", "from", "today-7d"), true),
            new WarmDeclaration(
                "mine", Visibility.SHARED, Map.of("zone", "*", "side", "*"), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{ parameters: { zone: dk1 } }] | zone: 'dk1'",
        "[{ parameters: { zone: DK1, side: sold } }] | one of buy, sell",
        "[{ parameters: { zone: DK1, from: someday } }] | from: 'someday'",
        "[{ parameters: { zone: DK1, zones: DK2 } }] | the nearest is zone",
        "[{ critical: true }] | no parameter zone",
        "[{ parameters: { zone: DK1, any: '*' } }] | at most 100,000 values",
        "[{ parameters: { zone: DK1, name: '*' } }] | * for a zone, an enum",
        "[{ parameters: { zone: DK1, from: '*' } }] | * for a zone, an enum",
        "[{ parameters: { zone: DK1 }, urgent: true }] | urgent",
        "everything | a section with keys",
      })
  void what_could_not_be_asked_is_refused_with_what_is_accepted(String warm, String said) {
    assertThat(refused("shared", "simple", warm))
        .isNotEmpty()
        .anyMatch(problem -> problem.contains(said));
  }

  @Test
  void answers_of_single_users_and_answers_that_are_not_kept_cannot_be_warmed() {
    assertThat(refused("user", "simple", "[{ parameters: { zone: DK1 } }]"))
        .anyMatch(problem -> problem.contains("datasets.mine.warm"));
    assertThat(refused("shared", "none", "[{ parameters: { zone: DK1 } }]"))
        .anyMatch(problem -> problem.contains("keeps nothing"));
  }
}
