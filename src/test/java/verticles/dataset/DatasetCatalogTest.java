package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.bus.FailureException;
import verticles.cache.CacheConfig;
import verticles.config.Problem;
import verticles.config.Problems;
import verticles.testing.TestPolicy;

class DatasetCatalogTest {
  static final Map<String, CacheConfig.Policy> POLICIES =
      Map.of(
          "realtime", policy(60),
          "analytics", policy(1800),
          "simple", policy(3600),
          "response", policy(300),
          "live", policy(1),
          "none", policy(0));

  private static final String GOOD =
      """
      datasets:
        mine:
          description: Mine.
          scope: shared
          policy: simple
          tags: ["zone:{zone}"]
          invalidate-on: [{ table: price, tag: "zone:{zone_id}" }]
          parameters:
            zone: { type: zone, required: true }
            from: { type: instant, time-zone: "{zone}", default: today }
            to: { type: instant, time-zone: "{zone}", default: from+1d, after: from, max-span: 400d }
            side: { type: enum, values: [buy, sell], default: buy }
            least: { type: integer, min: 1, max: 10 }
          sql: SELECT :zone, :from, :to, :side, :least
      """;

  private final Problems problems = new Problems();

  private static CacheConfig.Policy policy(int freshSeconds) {
    return TestPolicy.fresh(Duration.ofSeconds(freshSeconds)).make();
  }

  private DatasetCatalog read(String yaml) {
    return DatasetCatalog.read(yaml, POLICIES, Set.of("postgres", "erp"), problems);
  }

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
      catalogs.forEach(this::read);
    }

    assertThat(problems.found()).isEmpty();
  }

  @Test
  void aGoodDeclarationIsADataset() {
    DatasetDescription mine = read(GOOD).describe().getFirst();

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

  @ParameterizedTest(name = "{0} -> {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        // what is written | by what | the key | what the problem says
        "  mine: | Mine_1: | datasets.Mine_1 | the name 'Mine_1'",
        "policy: simple | policy: simpel | policy | the nearest is simple",
        "scope: shared | scope: public | scope | one of shared, organisation, user",
        "scope: shared | sope: shared | sope | the nearest is scope",
        "scope: shared | source: crm¶    scope: shared | source | one of [erp, postgres]",
        "description: Mine. | description: ' ' | description | a sentence for its readers",
        ":least | :lest | sql | the nearest is least",
        ", :least | ^^ | sql | no use of :least",
        ":least | ':least' | sql | no use of :least",
        "SELECT :zone | DELETE :zone | sql | begins with SELECT or WITH",
        ":least | :least; SELECT 1 | sql | more than one statement",
        ":least | :least, $$ | sql | an unfinished $$ quote",
        ":least | :least, $1 | sql | the position $1",
        ":least | :least, :organisation | sql | scope: organisation",
        ":least | :least, :user | sql | scope: user",
        "scope: shared | scope: organisation | sql | no use of :organisation",
        "scope: shared | scope: user | sql | no use of :user",
        "table: price | table: price list | invalidate-on[0].table | a table, or schema.table",
        "table: price, | ^^ | invalidate-on[0].table | nothing",
        "table: price, | tabel: price, | invalidate-on[0].tabel | the nearest is table",
        "zone:{zone_id} | zones:{zone} | invalidate-on[0].tag | the nearest is zone:{zone}",
        "zone:{zone_id} | prices | invalidate-on[0].tag | dataset:mine",
        "zone:{zone_id} | zone {zone} | invalidate-on[0].tag | letters, digits",
        "[{ table: price, tag: \"zone:{zone_id}\" }] | price | invalidate-on[0] | a section with keys",
        "zone:{zone}\"] | zone:{zon}\"] | tags | {zon}",
        "zone:{zone}\"] | zone:{least}\"] | tags | required or has a default",
        "zone:{zone}\"] | zone:{organisation}\"] | tags | {organisation}",
        "zone:{zone}\"] | zone {zone}\"] | tags | letters, digits",
        "default: buy | default: bye | parameters.side.default | one of buy, sell",
        "values: [buy, sell], default: buy | default: buy | parameters.side.values | a list of",
        "min: 1, | min: 11, | parameters.least.min | at most max, 10",
        "min: 1, | min: one, | parameters.least.min | 'one'",
        "min: 1, | pattern: x, | parameters.least.pattern | only for type text",
        "min: 1, | fresh: 1m, | parameters.least.fresh | an unknown key",
        "type: integer, min: 1, max: 10 | type: text, pattern: \"[\" | parameters.least.pattern | regular expression",
        "type: integer | type: int | parameters.least.type | one of text, zone, integer",
        "required: true | required: true, default: DK1 | parameters.zone.default | one of the two",
        "required: true | required: false | parameters.from.time-zone | required or has a default",
        "default: today | default: todya | parameters.from.default | 'todya'",
        "default: today | default: to-1d | parameters.from.default | without circles",
        "default: from+1d | default: form+1d | parameters.to.default | 'form+1d'",
        "after: from | after: zone | parameters.to.after | another instant parameter",
        "after: from, max-span | max-span | parameters.to.max-span | together with after",
        "max-span: 400d | max-span: 400 | parameters.to.max-span | a duration with its unit",
        "time-zone: \"{zone}\", default: today | time-zone: Europe/Kopenhagen | parameters.from.time-zone | an IANA time zone",
        "sql: | max-rows: 0¶    sql: | max-rows | from 1 to 1000000",
        "sql: | page-by: {a: text}¶    sql: | page-by | parameter 'limit'",
        "sql: | page-by: {a: word}¶    sql: | page-by.a | one of text, integer",
        "datasets: | dataset: | dataset | the key datasets",
      })
  void eachMistakeIsNamedAtItsPlace(String written, String instead, String key, String said) {
    String broken = GOOD.replace(written, instead.replace('¶', '\n'));

    read(broken);

    assertThat(broken).isNotEqualTo(GOOD);
    assertThat(problems.found())
        .anySatisfy(
            problem -> {
              assertThat(problem.key()).endsWith(key);
              assertThat(problem.toString()).contains(said);
              assertThat(problem.place().line()).isPositive();
            });
  }

  @Test
  void anyTagThatAnAnswerMayCarryCanBeInvalidatedOn() {
    for (String tag : List.of("zone:DK1", "zone:{zone}", "zone:{zone_id}", "dataset:mine")) {
      read(GOOD.replace("zone:{zone_id}", tag));
    }

    assertThat(problems.found()).isEmpty();
  }

  @Test
  void everyMistakeIsFoundInOneReading() {
    read(GOOD.replace("simple", "simpel").replace(":least", ":lest").replace("today", "todya"));

    assertThat(problems.found())
        .extracting(Problem::key)
        .contains(
            "datasets.mine.policy", "datasets.mine.sql", "datasets.mine.parameters.from.default");
  }

  @Test
  void aProblemSaysTheLine() {
    read(GOOD.replace("policy: simple", "policy: simpel"));

    assertThat(problems.found().getFirst().place()).hasToString("datasets.yaml:5:13");
  }

  @Test
  void reservedNamesCannotBeParameters() {
    for (String name : List.of("organisation", "user", "cursor", "now", "after_x", "Zone")) {
      Problems found = new Problems();
      String yaml = GOOD.replace("least:", name + ":").replace(":least", ":" + name);

      DatasetCatalog.read(yaml, POLICIES, Set.of("postgres"), found);

      assertThat(found.found())
          .as(name)
          .anyMatch(problem -> problem.read().equals("the name '" + name + "'"));
    }
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
