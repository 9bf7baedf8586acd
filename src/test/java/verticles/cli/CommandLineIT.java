package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import verticles.testing.CommandLine;

/** What the commands print and exit with, through the packaged jar. */
class CommandLineIT {
  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private CommandLine.Result check(String yaml) throws IOException {
    return CommandLine.run("config", "check", "--config", write("my.yaml", yaml).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "serve",
        "import",
        "warm",
        "token",
        "account",
        "service-token",
        "keys",
        "db",
        "config",
        "version"
      })
  void every_command_explains_itself(String command) {
    CommandLine.Result help = CommandLine.run(command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: spinreserve " + command);
  }

  @Test
  void the_help_lists_the_commands_examples_and_exit_codes() {
    CommandLine.Result help = CommandLine.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("demo", "import", "Examples:", "Exit codes:");
  }

  @Test
  void an_unknown_command_or_option_is_bad_usage() {
    assertThat(CommandLine.run("sreve").exitCode()).isEqualTo(2);
    assertThat(CommandLine.run("serve", "--prot", "1").exitCode()).isEqualTo(2);
    assertThat(CommandLine.run().exitCode()).isEqualTo(2);
  }

  @Test
  void a_good_configuration_is_said_to_be_good() throws IOException {
    CommandLine.Result result = check("http: { port: 8099 }\n");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("The configuration is good", "port 8099");
  }

  @Test
  void every_bad_key_and_value_is_reported_at_once_with_its_line() throws IOException {
    CommandLine.Result result =
        check("http:\n  port: 99999\n  prot: 1\ncache:\n  max-size: 64MB\nshoes: red\n");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("my.yaml:2:9: http.port: read '99999'; accepted: a whole number from")
        .contains("my.yaml:3:9: http.prot: read an unknown key")
        .contains("my.yaml:5:13: cache.max-size: read '64MB'; accepted: a size with its unit")
        .contains("my.yaml:6:8: shoes: read an unknown key");
  }

  @Test
  void broken_yaml_is_reported_with_its_line() throws IOException {
    CommandLine.Result result = check("http:\n  port: [1\n");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("my.yaml:3:1: YAML").contains("well-formed YAML");
  }

  @Test
  void a_file_that_is_not_there_is_bad_usage() {
    CommandLine.Result result = CommandLine.run("serve", "--config", "/nowhere/my.yaml");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("/nowhere/my.yaml");
  }

  @Test
  void a_bad_variable_is_reported_by_its_name() {
    CommandLine.Result result =
        CommandLine.run(Map.of("SPINRESERVE_HTTP_PORT", "eighty"), "config", "check");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("environment variable SPINRESERVE_HTTP_PORT: http.port: read 'eighty'");
  }

  @Test
  void a_bad_dataset_is_reported_with_the_line_of_its_file() throws IOException {
    write(
        "mine.yaml",
        """
        datasets:
          mine:
            description: Uses a parameter that is not declared.
            scope: shared
            policy: simple
            sql: select 1 as one where :nobody = 1
        """);

    CommandLine.Result result = check("datasets: { files: [mine.yaml] }\n");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("mine.yaml:").contains("nobody");
  }

  @Test
  void a_token_is_printed_without_a_node_and_a_bad_role_is_bad_usage() {
    CommandLine.Result token =
        CommandLine.run("token", "--role", "admin", "--data", folder.toString());

    assertThat(token.exitCode()).isZero();
    assertThat(token.out().strip().split("\\.")).hasSize(3);
    assertThat(CommandLine.run("token", "--role", "king").exitCode()).isEqualTo(2);
    assertThat(CommandLine.run("token", "--lifetime", "5").exitCode()).isEqualTo(2);
  }

  @Test
  void the_address_of_a_database_that_does_not_run_is_a_clear_failure() {
    CommandLine.Result result = CommandLine.run("db", "url", "--data", folder.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("No node runs on");
  }

  @Test
  void importing_a_file_that_is_not_there_is_bad_usage() {
    CommandLine.Result result =
        CommandLine.run("import", "prices", "/nowhere.csv", "--data", folder.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("There is no file /nowhere.csv");
  }
}
