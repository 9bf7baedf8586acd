package verticles.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BinderTest {
  enum Mode {
    READ_ONLY,
    READ_WRITE
  }

  record Pool(
      @Between(min = "1", max = "100") int maxConnections,
      @Default("5s") @Between(min = "1ms", max = "1m") Duration connectTimeout) {
    Pool {
      if (maxConnections == 13) {
        throw new IllegalArgumentException("any number but 13");
      }
    }
  }

  record Root(
      String name,
      boolean enabled,
      Mode mode,
      DataSize size,
      Secret password,
      Path folder,
      List<String> members,
      Map<String, Pool> pools,
      Optional<Duration> pause,
      @Matching(value = "[a-z]+", form = "lower-case letters") @Default("abc") String word) {}

  private static final String GOOD =
      """
      name: node one
      enabled: true
      mode: read-only
      size: 64MiB
      password: hunter2
      folder: ./data
      members: [a, b]
      pools:
        main: { max-connections: 8 }
      """;

  private final Problems problems = new Problems();

  private Optional<Root> bind(String yaml) {
    Setting.Section section = YamlSettings.read("my.yaml", yaml, problems);
    return new Binder(problems).bind("", section, Root.class);
  }

  private List<String> problemsOf(String yaml) {
    assertThat(bind(yaml)).isEmpty();
    return problems.found().stream().map(Problem::toString).toList();
  }

  @Test
  void a_complete_file_becomes_a_record() {
    Root root = bind(GOOD).orElseThrow();

    assertThat(root)
        .isEqualTo(
            new Root(
                "node one",
                true,
                Mode.READ_ONLY,
                DataSize.ofMebibytes(64),
                new Secret("hunter2"),
                Path.of("./data"),
                List.of("a", "b"),
                Map.of("main", new Pool(8, Duration.ofSeconds(5))),
                Optional.empty(),
                "abc"));
    assertThat(root.toString()).doesNotContain("hunter2");
  }

  @Test
  void every_problem_is_reported_at_once_with_its_place_and_what_is_accepted() {
    String yaml =
        GOOD.replace("enabled: true", "enabled: yes please")
            .replace("mode: read-only", "mode: append")
            .replace("size: 64MiB", "size: 64MB")
            .replace("max-connections: 8", "max-connections: 800, connect-timeout: 5")
            .replace("name:", "nam:");

    assertThat(problemsOf(yaml))
        .satisfiesExactlyInAnyOrder(
            problem ->
                assertThat(problem)
                    .startsWith("my.yaml:1:6: nam: read an unknown key")
                    .contains("the nearest is name"),
            problem -> assertThat(problem).contains("name: read nothing; accepted: a text"),
            problem ->
                assertThat(problem)
                    .isEqualTo("my.yaml:2:10: enabled: read 'yes please'; accepted: true or false"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "my.yaml:3:7: mode: read 'append'; accepted: one of read-only, read-write"),
            problem ->
                assertThat(problem)
                    .startsWith("my.yaml:4:7: size: read '64MB'; accepted: a size with its unit"),
            problem ->
                assertThat(problem)
                    .contains(
                        "pools.main.max-connections: read '800'; accepted: a whole number from 1 to 100"),
            problem ->
                assertThat(problem)
                    .contains(
                        "pools.main.connect-timeout: read '5'; accepted: a duration with its unit"));
  }

  @Test
  void a_record_that_refuses_its_values_says_why() {
    assertThat(problemsOf(GOOD.replace("8", "13")))
        .containsExactly(
            "my.yaml:9:9: pools.main: read settings that do not fit together; accepted: any number but 13");
  }

  @Test
  void a_text_must_match_its_form() {
    assertThat(problemsOf(GOOD + "word: A1\n"))
        .containsExactly("my.yaml:10:7: word: read 'A1'; accepted: lower-case letters");
  }

  record Account(@Matching(value = "ssh://.*", form = "an address") Secret url) {}

  @Test
  void a_bad_secret_is_not_printed() {
    Setting.Section section = YamlSettings.read("my.yaml", "url: http://me:hunter2@host", problems);

    assertThat(new Binder(problems).bind("", section, Account.class)).isEmpty();
    assertThat(problems.found())
        .extracting(Problem::toString)
        .containsExactly("my.yaml:1:6: url: read ***; accepted: an address");
  }

  @Test
  void a_section_where_a_value_belongs_is_a_problem_and_the_other_way_round() {
    assertThat(
            problemsOf(
                GOOD.replace("name: node one", "name: { a: b }")
                    .replace("{ max-connections: 8 }", "8")))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("name: read a section; accepted: a text"))
        .anyMatch(
            problem -> problem.contains("pools.main: read '8'; accepted: a section with keys"));
  }

  @Test
  void broken_yaml_is_one_problem_with_its_line() {
    YamlSettings.read("my.yaml", "a: 1\nb: [1, 2\nc: 3\n", problems);

    assertThat(problems.found()).hasSize(1);
    assertThat(problems.found().getFirst().place().line()).isEqualTo(3);
    assertThat(problems.found().getFirst().accepted()).isEqualTo("well-formed YAML");
  }

  @Test
  void a_key_written_twice_is_a_problem() {
    YamlSettings.read("my.yaml", "a: 1\na: 2\n", problems);

    assertThat(problems.found())
        .extracting(Problem::toString)
        .containsExactly(
            "my.yaml:2:1: a: read the same key a second time; accepted: each key once");
  }

  @Test
  void a_later_layer_replaces_values_and_merges_sections() {
    Setting.Section below = YamlSettings.read("below", "http: { port: 1, host: a }", problems);
    Setting.Section above = YamlSettings.read("above", "http: { port: 2 }", problems);

    Setting.Section merged = below.overlaid(above);

    assertThat(section(merged, "http").entries().values())
        .extracting(Setting::kind)
        .containsExactly("'2'", "'a'");
  }

  @Test
  void a_variable_overlays_the_key_it_names() {
    Setting.Section known =
        YamlSettings.read("defaults", "postgres: { max-connections: 8, url: x }", problems);

    Setting.Section read =
        EnvironmentSettings.read(
            Map.of("SPINRESERVE_POSTGRES_MAX_CONNECTIONS", "4", "HOME", "/root"), known, problems);

    assertThat(problems.found()).isEmpty();
    Setting.Section postgres = section(known.overlaid(read), "postgres");
    assertThat(postgres.entries().get("max-connections"))
        .isEqualTo(
            new Setting.Scalar("4", Place.environment("SPINRESERVE_POSTGRES_MAX_CONNECTIONS")));
  }

  @Test
  void a_variable_that_names_no_key_is_a_problem_with_the_nearest_one() {
    Setting.Section known = YamlSettings.read("defaults", "http: { port: 1 }", problems);

    EnvironmentSettings.read(Map.of("SPINRESERVE_HTTP_PROT", "1"), known, problems);

    assertThat(problems.found())
        .extracting(Problem::toString)
        .containsExactly(
            "environment variable SPINRESERVE_HTTP_PROT: SPINRESERVE_HTTP_PROT: read an unknown"
                + " setting; accepted: for example SPINRESERVE_HTTP_PORT");
  }

  private static Setting.Section section(Setting.Section parent, String key) {
    return (Setting.Section) requireNonNull(parent.entries().get(key));
  }
}
