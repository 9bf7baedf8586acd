package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static verticles.dataset.GivenCatalog.GOOD;
import static verticles.dataset.GivenCatalog.POLICIES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.bus.FailureException;
import verticles.config.Problems;

/** What may be declared, and what is found by its name. */
class DatasetCatalogTest {
  private final GivenCatalog given = new GivenCatalog();
  private final Problems problems = given.problems;

  @Test
  void theShippedCatalogHasNoMistake() {
    DatasetCatalog catalog = DatasetCatalog.read(List.of(), POLICIES, Set.of("postgres"), problems);

    assertThat(problems.found()).isEmpty();
    assertThat(catalog.describe())
        .extracting(DatasetDescription::name)
        .contains(
            "bids",
            "day-ahead-prices",
            "latest-prices",
            "pnl-by-day",
            "portfolio-overview",
            "positions",
            "price-by-day",
            "price-heat-map",
            "recent-ticks",
            "trades",
            "zones");
  }

  @Test
  void theExamplesOfTheDocumentsHaveNoMistake() throws IOException {
    for (String document : List.of("docs/datasets.md", "README.md")) {
      List<String> catalogs =
          Pattern.compile("(?s)```yaml\n((?:#[^\n]*\n)?datasets:\n.*?)```")
              .matcher(Files.readString(Path.of(document)))
              .results()
              .map(found -> found.group(1))
              .filter(yaml -> yaml.contains("sql:"))
              .toList();
      assertThat(catalogs).as(document).isNotEmpty();
      catalogs.forEach(given::read);
    }

    assertThat(problems.found()).isEmpty();
  }

  @Test
  void aGoodDeclarationIsADataset() {
    DatasetDescription mine = given.read(GOOD).describe().getFirst();

    assertThat(problems.found()).isEmpty();
    assertThat(mine.scope()).isEqualTo("shared");
    assertThat(mine.ttlSeconds()).isEqualTo(3600);
    assertThat(mine.maxRows()).isEqualTo(10_000);
    assertThat(mine.parameters())
        .filteredOn(parameter -> parameter.name().equals("to"))
        .singleElement()
        .satisfies(
            to -> {
              assertThat(to.type()).isEqualTo("instant");
              assertThat(to.fallback()).isEqualTo("from+1d");
              assertThat(to.form())
                  .contains("midnight in the time zone of zone", "later than from", "400d");
            });
  }

  @Test
  void anyTagThatAnAnswerMayCarryCanBeInvalidatedOn() {
    for (String tag : List.of("zone:DK1", "zone:{zone}", "zone:{zone_id}", "dataset:mine")) {
      given.read(GOOD.replace("zone:{zone_id}", tag));
    }

    assertThat(problems.found()).isEmpty();
  }

  @Test
  void aDatasetIsDeclaredOnce(@TempDir Path folder) throws IOException {
    Path first = Files.writeString(folder.resolve("first.yaml"), GOOD);
    Path second = Files.writeString(folder.resolve("second.yaml"), GOOD);

    DatasetCatalog.read(List.of(first, second), POLICIES, Set.of("postgres"), problems);

    assertThat(problems.found())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.read()).isEqualTo("a second dataset of that name");
              assertThat(problem.accepted()).contains("first.yaml:3:");
            });
  }

  @Test
  void aMissingFileAndBrokenYamlAreProblems(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "datasets: [");

    DatasetCatalog.read(
        List.of(folder.resolve("none.yaml"), broken), POLICIES, Set.of("postgres"), problems);

    assertThat(problems.found()).hasSize(2);
    assertThat(problems.found().getFirst().toString()).contains("none.yaml", "no readable file");
    assertThat(problems.found().getLast().toString()).contains("broken.yaml:1", "YAML");
  }

  @Test
  void anUnknownDatasetIsAnsweredWithTheNearestNames() {
    DatasetCatalog catalog = DatasetCatalog.read(List.of(), POLICIES, Set.of("postgres"), problems);

    assertThatThrownBy(() -> catalog.find("day-ahead-price"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("'day-ahead-price'")
        .hasMessageContaining("day-ahead-prices,");
  }
}
