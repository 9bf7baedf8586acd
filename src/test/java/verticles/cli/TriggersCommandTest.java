package verticles.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import verticles.postgres.PostgresTarget;
import verticles.testing.TestPostgres;

class TriggersCommandTest {
  @TempDir private Path folder;
  private final PostgresTarget erp = TestPostgres.empty();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("my-datasets.yaml"),
        """
        datasets:
          open-orders:
            description: Orders.
            source: erp
            scope: shared
            policy: response
            tags: ["customer:{customer}"]
            invalidate-on: [{ table: orders, tag: "customer:{customer}" }]
            parameters: { customer: { type: text, required: true } }
            sql: SELECT * FROM orders WHERE customer_id = :customer
        """);
    Files.writeString(
        folder.resolve("my.yaml"),
        """
        sources:
          erp: { url: "%s" }
          crm: { url: postgresql://reader@127.0.0.1:1/crm }
        datasets:
          files: [%s]
        """
            .formatted(erp.connectionString(), folder.resolve("my-datasets.yaml")));
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--config", folder.resolve("my.yaml").toString()));
    all.addAll(List.of(arguments));
    CommandLine line = new CommandLine(new TriggersCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> {
          command.getErr().println(thrown.getMessage());
          return 1;
        });
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void byDefaultTheSqlIsPrintedAndNothingIsConnectedTo() {
    assertThat(run("--source", "crm")).isZero();
    assertThat(run("--source", "erp", "--print")).isZero();

    assertThat(out.toString())
        .contains("CREATE SCHEMA IF NOT EXISTS spinreserve", "GRANT", "TO \"reader\"")
        .contains("\"table\": \"orders\"", "customer:{customer}");
  }

  @Test
  void applyMakesTheTriggersOnceAndDropRemovesThem() throws SQLException {
    try (Connection connection = TestPostgres.connect(erp)) {
      connection.createStatement().execute("CREATE TABLE orders (customer_id text)");
    }

    assertThat(run("--source", "erp", "--apply")).isZero();
    assertThat(out.toString())
        .contains("made: insert of public.orders", "made: truncate of public.orders");
    assertThat(run("--source", "erp", "--apply")).isZero();
    assertThat(out.toString()).contains("The triggers are as they should be.");
    assertThat(run("--source", "erp", "--drop")).isZero();
    assertThat(out.toString()).contains("dropped: spinreserve_insert of orders");
    assertThat(err.toString()).contains("not in the audit log: no node runs on");
  }

  @Test
  void whatIsMadeAndDroppedIsInTheAuditLogOfTheNode() throws Exception {
    PostgresTarget own = TestPostgres.migrated();
    Files.writeString(
        folder.resolve("my.yaml"),
        Files.readString(folder.resolve("my.yaml"))
            + "postgres: { url: \"%s\" }\n".formatted(own.connectionString()));
    try (Connection connection = TestPostgres.connect(erp)) {
      connection.createStatement().execute("CREATE TABLE orders (customer_id text)");
    }
    String data = folder.resolve("data").toString();

    run("--source", "erp", "--apply", "--data", data);
    run("--source", "erp", "--apply", "--data", data);
    run("--source", "erp", "--drop", "--data", data);

    assertThat(err).hasToString("");
    assertThat(AuditRows.of(own))
        .extracting(AuditRows.Row::operation)
        .containsExactly("db triggers --apply", "db triggers --drop");
    assertThat(AuditRows.of(own))
        .allSatisfy(
            row -> {
              assertThat(row.actor()).isEqualTo(LocalUser.name());
              assertThat(row.subject()).isEqualTo("source/erp");
              assertThat(row.after()).contains("orders");
            });
  }

  @Test
  void aMissingTableIsAClearFailure() {
    assertThat(run("--source", "erp", "--apply")).isEqualTo(1);

    assertThat(err.toString()).contains("there is no table public.orders");
  }

  @Test
  void aSourceThatIsNotThereAndTwoThingsAtOnceAreBadUsage() {
    assertThat(run("--source", "epr")).isEqualTo(2);
    assertThat(err.toString()).contains("There is no source 'epr'; the nearest is erp.");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Which one of [crm, erp]?");
    assertThat(run("--source", "erp", "--apply", "--drop")).isEqualTo(2);
  }
}
