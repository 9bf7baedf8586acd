package verticles.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import verticles.postgres.LocalPostgres;
import verticles.postgres.Migrations;
import verticles.postgres.PostgresTarget;
import verticles.testing.PlainPostgres;

/**
 * Fills an audit log by its own writer, or checks one with {@code ./spinreserve audit verify} in a
 * JVM of 96 MiB: {@code fill FOLDER ROWS}, then {@code verify FOLDER}. Not a test: it is run by
 * hand, alone, and its figures are in docs/benchmarks.md.
 */
final class VerifyBench {
  private static final int AT_ONCE = 5_000;

  private VerifyBench() {}

  /** Runs one of both. */
  public static void main(String... arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    LocalPostgres postgres = LocalPostgres.start(folder);
    try {
      if (arguments[0].equals("fill")) {
        new Migrations(postgres.target()).run();
        fill(postgres.target(), folder, Integer.parseInt(arguments[2]));
      } else {
        verify(postgres.target(), folder);
      }
    } finally {
      postgres.stop();
    }
  }

  private static void fill(PostgresTarget target, Path folder, int rows) {
    Vertx vertx = Vertx.vertx();
    Auditing log =
        Auditing.open(
            vertx,
            new PlainPostgres(vertx, target),
            Logs.CONFIG,
            folder,
            Set.of(),
            InstantSource.system());
    Instant begin = Instant.now();
    for (int done = 0; done < rows; done += AT_ONCE) {
      List<Future<?>> written = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        written.add(log.log().write(Logs.event("user" + i % 500, "account/" + (done + i))));
      }
      Future.all(written).await();
      if (done % 100_000 == 0) {
        log.anchor(log.end().await());
      }
    }
    double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    System.out.printf("%,d rows written in %.1f s: %,.0f / s%n", rows, seconds, rows / seconds);
    vertx.close().await();
  }

  private static void verify(PostgresTarget target, Path folder) throws Exception {
    Path config = folder.resolve("bench.yaml");
    Files.writeString(config, "postgres: { url: \"%s\" }\n".formatted(target.connectionString()));
    Instant begin = Instant.now();
    int exit =
        new ProcessBuilder(
                "/usr/bin/time",
                "-f",
                "%e s, %U s of CPU, %M KiB at most",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-jar",
                "target/spinreserve.jar",
                "audit",
                "verify",
                "--config",
                config.toString(),
                "--data",
                folder.toString())
            .inheritIO()
            .start()
            .waitFor();
    System.out.printf(
        "exit code %d after %.1f s%n",
        exit, Duration.between(begin, Instant.now()).toMillis() / 1000.0);
  }
}
