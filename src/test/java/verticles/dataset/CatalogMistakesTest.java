package verticles.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static verticles.dataset.GivenCatalog.GOOD;
import static verticles.dataset.GivenCatalog.POLICIES;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import verticles.config.Problem;
import verticles.config.Problems;

/** Each mistake is named at its place. */
class CatalogMistakesTest {
  private final GivenCatalog given = new GivenCatalog();
  private final Problems problems = given.problems;

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

    given.read(broken);

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
  void everyMistakeIsFoundInOneReading() {
    given.read(
        GOOD.replace("simple", "simpel").replace(":least", ":lest").replace("today", "todya"));

    assertThat(problems.found())
        .extracting(Problem::key)
        .contains(
            "datasets.mine.policy", "datasets.mine.sql", "datasets.mine.parameters.from.default");
  }

  @Test
  void aProblemSaysTheLine() {
    given.read(GOOD.replace("policy: simple", "policy: simpel"));

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
}
