package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class SecretsCommandTest {
  @Test
  void aRotationIsInTheAuditLogAndTheKeyIsNot(@TempDir Path folder) throws Exception {
    PostgresTarget target = TestPostgres.migrated();
    Path config = folder.resolve("my.yaml");
    Files.writeString(config, "postgres: { url: \"%s\" }\n".formatted(target.connectionString()));
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new SecretsCommand());
    line.setOut(new PrintWriter(out, true));

    int exit = line.execute("rotate", "--config", config.toString(), "--data", folder.toString());

    assertThat(exit).isZero();
    assertThat(out.toString()).contains("0 secrets are sealed anew; the new master key is ");
    AuditRows.Row row = AuditRows.of(target).getFirst();
    assertThat(row.actor()).isEqualTo(LocalUser.name());
    assertThat(row.operation()).isEqualTo("secrets rotate");
    assertThat(row.subject()).startsWith("master-key/");
    assertThat(row.after()).isEqualTo("{\"resealed\":0,\"made\":true}");
  }
}
