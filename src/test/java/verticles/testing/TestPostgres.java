package verticles.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import verticles.config.Secret;
import verticles.postgres.PostgresTarget;

/**
 * A real PostgreSQL, started once for all tests of a JVM; each caller gets a database of its own.
 */
public final class TestPostgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private TestPostgres() {}

  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setPgBinaryResolver(Holder::binaries)
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Beside the jar they are on the class path twice, which the library itself refuses. */
    private static InputStream binaries(String system, String machine) {
      String name =
          "/postgres-%s-%s.txz"
              .formatted(system.toLowerCase(Locale.ROOT), ArchUtils.normalize(machine));
      return Objects.requireNonNull(TestPostgres.class.getResourceAsStream(name), name);
    }
  }

  /** With every migration applied, once: the others are copies of it. */
  private static final class Template {
    static final PostgresTarget MIGRATED = migrate(empty());

    private static PostgresTarget migrate(PostgresTarget target) {
      Flyway.configure()
          .dataSource(target.jdbcUrl(), target.user(), target.password().reveal())
          .load()
          .migrate();
      return target;
    }
  }

  /** A new empty database. */
  public static PostgresTarget empty() {
    return create("template1");
  }

  private static PostgresTarget create(String template) {
    String name = "test" + DATABASES.incrementAndGet();
    PostgresTarget admin =
        new PostgresTarget(
            "127.0.0.1", Holder.SERVER.getPort(), "postgres", "postgres", new Secret("postgres"));
    try (Connection connection = connect(admin)) {
      connection.createStatement().execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new PostgresTarget(admin.host(), admin.port(), name, admin.user(), admin.password());
  }

  /** One that was migrated by itself: what migrations made at random is not that of the others. */
  public static PostgresTarget migratedApart() {
    return Template.migrate(empty());
  }

  /** A new database with every migration applied, a copy of one. */
  public static PostgresTarget migrated() {
    return create(Template.MIGRATED.database());
  }

  /** A plain connection to look at what the code under test did. */
  public static Connection connect(PostgresTarget target) throws SQLException {
    return DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal());
  }
}
