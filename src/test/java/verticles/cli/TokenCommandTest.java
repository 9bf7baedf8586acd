package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class TokenCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--data", folder.toString()));
    all.addAll(List.of(arguments));
    CommandLine line = new CommandLine(new TokenCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((thrown, command, parsed) -> 1);
    return line.execute(all.toArray(String[]::new));
  }

  private String database(String url) throws IOException {
    return Files.writeString(
            folder.resolve("my.yaml"), "postgres: { url: \"%s\" }\n".formatted(url))
        .toString();
  }

  @Test
  void whoMadeATokenForWhomIsInTheAuditLogAndTheTokenIsNot() throws Exception {
    PostgresTarget target = TestPostgres.migrated();
    String config = database(target.connectionString());

    int exit = run("--config", config, "--user", "anna", "--role", "admin");

    assertThat(exit).isZero();
    assertThat(out.toString().strip().split("\\.")).hasSize(3);
    AuditRows.Row row = AuditRows.of(target).getFirst();
    assertThat(row.actor()).isEqualTo(LocalUser.name());
    assertThat(row.operation()).isEqualTo("token");
    assertThat(row.subject()).isEqualTo("account/anna");
    assertThat(row.after())
        .contains("\"role\":\"admin\"", "\"organisation\":\"default\"", "\"expiresAt\":\"20")
        .doesNotContain(out.toString().strip());
  }

  @Test
  void noTokenIsPrintedThatCannotBeTakenDown() throws Exception {
    int exit = run("--config", database("postgresql://nobody@127.0.0.1:1/nothing"));

    assertThat(exit).isEqualTo(1);
    assertThat(out).hasToString("");
  }

  @Test
  void withoutANodeThereIsNoLogAndItSaysSo() {
    int exit = run("--organisation", "sim-north");

    assertThat(exit).isZero();
    assertThat(out.toString().strip().split("\\.")).hasSize(3);
    assertThat(err.toString()).contains("not in the audit log: no node runs on");
  }
}
