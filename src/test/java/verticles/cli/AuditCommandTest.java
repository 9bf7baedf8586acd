package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import verticles.audit.AuditConfig;
import verticles.audit.AuditEvent;
import verticles.audit.Auditing;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;
import verticles.testing.TestPostgres;

class AuditCommandTest {
  @TempDir private Path data;
  private final PostgresTarget target = TestPostgres.migrated();
  private final StringWriter out = new StringWriter();
  private Path config;

  @BeforeEach
  void fill(@TempDir Path folder) throws IOException {
    config = folder.resolve("my.yaml");
    Files.writeString(config, "postgres: { url: \"%s\" }\n".formatted(target.connectionString()));
    Vertx vertx = Vertx.vertx();
    Auditing auditing =
        Auditing.open(
            vertx,
            new PlainPostgres(vertx, target),
            new AuditConfig(Duration.ofDays(400), new Secret(""), new Secret("")),
            data,
            Set.of(),
            InstantSource.system());
    for (int i = 1; i <= 9; i++) {
      AuditEvent.Who ann = new AuditEvent.Who("ann", "north", "10.0.0.1");
      auditing.log().write(AuditEvent.done(Instant.now(), ann, "signIn", "account/" + i)).await();
    }
    vertx.close().await();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString(), "--data", data.toString()));
    CommandLine line = new CommandLine(new AuditCommand());
    line.setOut(new PrintWriter(out, true));
    return line.execute(all.toArray(String[]::new));
  }

  private void tamper(String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(sql);
    }
  }

  @Test
  void aChainThatHoldsIsExitCodeZero() {
    assertThat(run("verify")).isZero();
    assertThat(out).hasToString("The chain holds: 9 rows, from 1 to 9." + System.lineSeparator());
  }

  @Test
  void aRowThatWasChangedIsNamedAndExitCodeOne() throws SQLException {
    tamper("UPDATE audit_detail SET subject = 'account/bob' WHERE seq = 5");

    assertThat(run("verify")).isEqualTo(1);
    assertThat(out.toString()).contains("4 rows hold, up to row 4").contains("BROKEN at row 5");
    assertThat(run("verify", "--from", "6", "--to", "8")).isZero();
  }

  @Test
  void anExportIsALineForEachRow() {
    assertThat(run("export")).isZero();

    assertThat(out.toString().lines()).hasSize(9).allMatch(line -> line.contains("\"payload\":"));
  }
}
