package verticles.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import verticles.testing.Patience;
import verticles.testing.Signals;
import verticles.testing.TestPostgres;

/** A real embedded server on one folder, started again and again after all kinds of ends. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class LocalPostgresTest {
  @TempDir static Path data;

  @AfterAll
  static void nothingIsLeftRunning() {
    LocalPostgres.start(data).stop();
    assertThat(LocalPostgres.running(data)).isEmpty();
  }

  @Test
  void dataAndAccountOutliveAStopAndAStart() throws Exception {
    LocalPostgres first = LocalPostgres.start(data);
    put(first.target(), "kept", "over a restart");
    first.stop();

    LocalPostgres second = LocalPostgres.start(data);

    assertThat(kept(second.target(), "kept")).isEqualTo("over a restart");
    assertThat(second.target()).isEqualTo(first.target());
    assertThat(LocalPostgres.running(data)).contains(second.target());
    second.stop();
    assertThat(LocalPostgres.running(data)).isEmpty();
  }

  @Test
  void theServerIsAsTheProductPromises() throws Exception {
    LocalPostgres server = LocalPostgres.start(data);

    assertThat(ask(server.target(), "SHOW server_version")).startsWith("18.");
    assertThat(ask(server.target(), "SHOW listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(ask(server.target(), "SHOW server_encoding")).isEqualTo("UTF8");
    assertThat(ask(server.target(), "SHOW log_timezone")).isEqualTo("UTC");
    assertThat(ask(server.target(), "SHOW fsync")).isEqualTo("on");
    assertThat(ask(server.target(), "SHOW data_checksums")).isEqualTo("on");
    assertThat(ask(server.target(), "SHOW shared_buffers")).isEqualTo("64MB");
    assertThat(ask(server.target(), "SELECT count(*) > 0 FROM pg_stat_statements")).isEqualTo("t");
    server.stop();
  }

  @Test
  void thePasswordIsRandomPrivateAndNeeded() throws Exception {
    LocalPostgres server = LocalPostgres.start(data);
    PostgresTarget target = server.target();
    Path file = data.resolve("secrets").resolve("postgres-password");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(target.password().reveal()).hasSize(48);
    PostgresTarget wrong =
        new PostgresTarget(
            target.host(),
            target.port(),
            target.database(),
            target.user(),
            new verticles.config.Secret("guessed"));
    assertThat(
            org.junit.jupiter.api.Assertions.assertThrows(
                    SQLException.class, () -> TestPostgres.connect(wrong))
                .getSQLState())
        .isEqualTo("28P01");
    server.stop();
  }

  @Test
  void aKilledServerIsRecovered() throws Exception {
    LocalPostgres first = LocalPostgres.start(data);
    put(first.target(), "killed", "kill -9 of the postmaster");

    Signals.kill(first.pid());
    LocalPostgres second = LocalPostgres.start(data);

    assertThat(kept(second.target(), "killed")).isEqualTo("kill -9 of the postmaster");
    second.stop();
  }

  @Test
  void aServerThatOutlivedItsNodeIsReplaced() throws Exception {
    LocalPostgres orphan = LocalPostgres.start(data);
    long pid = orphan.pid();
    put(orphan.target(), "orphan", "still running");

    LocalPostgres next = LocalPostgres.start(data);

    assertThat(next.pid()).isNotEqualTo(pid);
    assertThat(kept(next.target(), "orphan")).isEqualTo("still running");
    next.stop();
  }

  @Test
  void aPidFileThatNamesSomebodyElseIsNotBelieved() throws Exception {
    LocalPostgres first = LocalPostgres.start(data);
    first.stop();
    Process stranger = new ProcessBuilder("sleep", "600").start();
    forge(stranger.pid());

    LocalPostgres second = LocalPostgres.start(data);

    assertThat(stranger.isAlive()).isTrue();
    assertThat(second.pid()).isNotEqualTo(stranger.pid());
    second.stop();
    stranger.destroyForcibly();
  }

  @Test
  void aPortThatIsTakenMeanwhileIsReplaced() throws Exception {
    LocalPostgres first = LocalPostgres.start(data);
    int before = first.target().port();
    first.stop();
    try (var squatter = new java.net.ServerSocket()) {
      squatter.setReuseAddress(true);
      squatter.bind(new java.net.InetSocketAddress("127.0.0.1", before));

      LocalPostgres second = LocalPostgres.start(data);

      assertThat(second.target().port()).isNotEqualTo(before);
      second.stop();
    }
  }

  @Test
  void aFrozenServerIsKilledWhenItMustStop() {
    LocalPostgres frozen = LocalPostgres.start(data);
    long pid = frozen.pid();
    Signals.freeze(pid);

    frozen.stop();

    Patience.until(
        "the frozen server is gone",
        () -> ProcessHandle.of(pid).flatMap(gone -> gone.info().command()).isEmpty());
  }

  private static void forge(long pid) throws IOException {
    Files.writeString(
        data.resolve("postgres").resolve("data").resolve("postmaster.pid"),
        pid + "\n/somewhere\n1700000000\n5432\n\n127.0.0.1\n  5432001         1\nready   \n");
  }

  private static void put(PostgresTarget target, String key, String value) throws SQLException {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS keep (key text PRIMARY KEY, value text)");
      statement.execute("INSERT INTO keep VALUES ('%s', '%s')".formatted(key, value));
    }
  }

  private static String kept(PostgresTarget target, String key) throws SQLException {
    return ask(target, "SELECT value FROM keep WHERE key = '%s'".formatted(key));
  }

  private static String ask(PostgresTarget target, String sql) throws SQLException {
    try (Connection connection = TestPostgres.connect(target);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
