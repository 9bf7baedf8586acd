package verticles.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.embedded.Ports;
import verticles.embedded.Processes;
import verticles.embedded.ProgramFailedException;

/** One folder of database files and the server process on it, handled by PostgreSQL's programs. */
final class PostgresCluster {
  static final String DATA = "data";

  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresCluster.class);
  private static final Duration CREATE_LIMIT = Duration.ofMinutes(2);
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 8;
  private static final int ATTEMPTS = 5;

  private final Path home;
  private final Path programs;
  private final Path data;
  private final ServerLog log;
  private final Unprivileged unprivileged;

  private PostgresCluster(Path home, Path programs, Unprivileged unprivileged) {
    this.home = home;
    this.programs = programs;
    this.data = home.resolve(DATA);
    this.log = new ServerLog(home.resolve("server.log"));
    this.unprivileged = unprivileged;
  }

  static PostgresCluster in(Path home) {
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + home, e);
    }
    return new PostgresCluster(home, PostgresPrograms.unpackedIn(home), Unprivileged.here());
  }

  /** The server process on these files. */
  Optional<ProcessHandle> running() {
    return Processes.owned(pidFile(), home);
  }

  private Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  /** Stops a server that outlived its node, and clears the trace of one that was killed. */
  void stopLeftOver() {
    if (running().isPresent()) {
      LOGGER.warn("the embedded PostgreSQL of an earlier start still runs; it is stopped first");
      stop();
    }
    try {
      Files.deleteIfExists(pidFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + pidFile(), e);
    }
  }

  /** Creates the files under another name first: a half-made folder is never taken for a whole. */
  void createUnlessThere(Path passwordFile) {
    if (Files.exists(data)) {
      return;
    }
    Path fresh = home.resolve("data-new");
    try {
      delete(fresh);
      unprivileged.run(
          CREATE_LIMIT,
          List.of(
              program("initdb"),
              "--pgdata=" + fresh,
              "--username=" + LocalPostgres.NAME,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--no-sync",
              "--no-instructions"));
      Files.writeString(
          fresh.resolve("postgresql.conf"),
          "\ninclude 'spinreserve.conf'\n",
          StandardOpenOption.APPEND);
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a database in " + home, e);
    } catch (ProgramFailedException e) {
      throw new IllegalStateException("the database could not be created: " + e.getMessage(), e);
    }
  }

  /**
   * Starts the server and waits until it takes connections. After a crash a new server has to wait
   * for the last processes of the old one, and somebody may take its port: so it is tried again.
   *
   * @return the port it listens on
   */
  int start(Path portFile) {
    int port = Ports.keptIn(portFile);
    for (int attempt = 1; ; attempt++) {
      configure(port);
      log.rotate();
      try {
        control(START_SECONDS, "start", "--log=" + log.file());
        return port;
      } catch (ProgramFailedException e) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("the embedded PostgreSQL did not start: " + log.end(), e);
        }
        pause();
        port = Ports.keptIn(portFile);
      }
    }
  }

  private void configure(int port) {
    String settings =
        """
        # Written at each start of the node; put your own settings into postgresql.auto.conf.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 50
        shared_buffers = 64MB
        max_wal_size = 512MB
        autovacuum_naptime = 10s
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = warning
        shared_preload_libraries = 'pg_stat_statements'
        """
            .formatted(port);
    try {
      Files.writeString(data.resolve("spinreserve.conf"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + data, e);
    }
  }

  /** Stops the server, with more force when it does not go. */
  void stop() {
    Optional<ProcessHandle> server = running();
    if (server.isEmpty()) {
      return;
    }
    try {
      control(STOP_SECONDS, "stop", "--mode=fast");
    } catch (ProgramFailedException e) {
      LOGGER.warn("the embedded PostgreSQL does not stop and is killed: {}", e.getMessage());
      server.get().descendants().forEach(ProcessHandle::destroyForcibly);
      Processes.kill(server.get());
    }
  }

  private void control(int seconds, String... action) {
    List<String> command = new ArrayList<>(List.of(program("pg_ctl")));
    command.addAll(List.of(action));
    command.addAll(List.of("--pgdata=" + data, "--wait", "--timeout=" + seconds, "--silent"));
    unprivileged.run(Duration.ofSeconds(seconds + 5L), command);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
