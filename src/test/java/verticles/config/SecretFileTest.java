package verticles.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  record Root(
      @Matching(value = "[a-z0-9 ]*", form = "small letters") Secret password,
      @Default("") String name) {}

  @TempDir Path folder;
  private Path file;
  private final Problems problems = new Problems();

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("password");
    Files.writeString(file, "hunter 2\n");
  }

  private Optional<Root> bind(String yaml, Map<String, String> environment) {
    Setting.Section written = YamlSettings.read("my.yaml", yaml, problems);
    Setting.Section all =
        written.overlaid(EnvironmentSettings.read(environment, written, problems));
    return new Binder(problems).bind("", all, Root.class);
  }

  private String problem() {
    return problems.found().getFirst().toString();
  }

  @Test
  void a_secret_may_be_kept_in_a_file() {
    Root root = bind("password: { file: %s }".formatted(file), Map.of()).orElseThrow();

    assertThat(root.password().reveal()).isEqualTo("hunter 2");
  }

  @Test
  void a_variable_may_name_the_file() {
    Root root =
        bind("password: ''", Map.of("SPINRESERVE_PASSWORD_FILE", file.toString())).orElseThrow();

    assertThat(root.password().reveal()).isEqualTo("hunter 2");
  }

  @Test
  void a_variable_takes_the_place_of_a_file() {
    String yaml = "{ password: { file: %s } }".formatted(file);
    Setting.Section known = YamlSettings.read("known", "password: ''", problems);
    Setting.Section all =
        YamlSettings.read("my.yaml", yaml, problems)
            .overlaid(
                EnvironmentSettings.read(Map.of("SPINRESERVE_PASSWORD", "other"), known, problems));

    assertThat(new Binder(problems).bind("", all, Root.class).orElseThrow().password().reveal())
        .isEqualTo("other");
  }

  @Test
  void a_missing_file_is_a_problem_that_names_it() {
    assertThat(bind("password: { file: /nowhere/at/all }", Map.of())).isEmpty();
    assertThat(problem()).contains("password", "'/nowhere/at/all'", "a readable file");
  }

  @Test
  void what_is_in_a_file_is_checked_and_never_shown() throws IOException {
    Files.writeString(file, "HUNTER2");

    assertThat(bind("password: { file: %s }".formatted(file), Map.of())).isEmpty();
    assertThat(problem()).contains("***", "small letters").doesNotContain("HUNTER2");
  }

  @Test
  void a_file_that_is_too_large_is_a_problem() throws IOException {
    Files.writeString(file, "a".repeat(70_000));

    assertThat(bind("password: { file: %s }".formatted(file), Map.of())).isEmpty();
    assertThat(problem()).contains("64KiB");
  }

  @Test
  void only_a_secret_may_be_kept_in_a_file() {
    assertThat(bind("{ password: '', name: { file: %s } }".formatted(file), Map.of())).isEmpty();
    assertThat(problem()).contains("name");
  }
}
