package verticles.postgres;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables of a database to what this build needs. It only goes forward, and refuses a
 * database that another build has taken further or changed. Nodes may start at once: they take
 * turns.
 */
public final class Migrations {
  private static final Logger LOGGER = LoggerFactory.getLogger(Migrations.class);

  private final Flyway flyway;

  /** The migrations shipped with this build, for one database. */
  public Migrations(PostgresTarget target) {
    this.flyway =
        Flyway.configure()
            .dataSource(target.jdbcUrl(), target.user(), target.password().reveal())
            .locations("classpath:db/migration")
            .loggers("slf4j")
            .cleanDisabled(true)
            .outOfOrder(false)
            .validateOnMigrate(true)
            .validateMigrationNaming(true)
            // nothing else is forgiven: by default Flyway runs an old build on a newer database
            .ignoreMigrationPatterns("*:pending")
            .connectRetries(3)
            .load();
  }

  /**
   * Checks and migrates; it blocks, so it belongs on a virtual or worker thread.
   *
   * @throws MigrationException when the database does not fit this build; the message says what to
   *     do
   */
  public void run() {
    try {
      refuseOtherBuilds();
      var done = flyway.migrate();
      LOGGER
          .atInfo()
          .addKeyValue("applied", done.migrationsExecuted)
          .addKeyValue("version", done.targetSchemaVersion)
          .log("the database has the tables of this build");
    } catch (FlywayException e) {
      throw new MigrationException(explained(e), e);
    }
  }

  private void refuseOtherBuilds() {
    List<ValidateOutput> wrong = flyway.validateWithResult().invalidMigrations;
    if (!wrong.isEmpty()) {
      String which =
          wrong.stream().map(bad -> bad.version + " " + bad.description).toList().toString();
      String what =
          wrong.stream()
                  .allMatch(bad -> bad.errorDetails.errorMessage.contains("not resolved locally"))
              ? "the database was migrated by a newer build; start that one: "
              : "the database's migrations are not those of this build: ";
      throw new MigrationException(what + which);
    }
  }

  private static String explained(FlywayException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("non-empty schema")
        ? "the database holds tables of something else; give SpinReserve a database of its own"
        : "the database could not be migrated: " + message;
  }
}
