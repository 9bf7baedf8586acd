package verticles.coherence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;

/**
 * The triggers on tables that tell the cache of their changes. All methods but the printing ones
 * block; each works in one transaction.
 */
public final class Triggers {
  /** Where another database keeps its ledger. */
  public static final String SCHEMA = "spinreserve";

  private static final Logger LOGGER = LoggerFactory.getLogger(Triggers.class);
  private static final String LEDGER = "/db/migration/V4__cache_changes.sql";
  private static final String INSTALL = "/db/triggers.sql";

  private Triggers() {}

  /**
   * Brings the triggers of the node's own database, whose migrations have run, to what is wanted.
   *
   * @return what was made or dropped, a line each; empty when all was as it should be
   * @throws FailureException UNAVAILABLE when the database cannot be reached or a table stays
   *     locked; CONFLICT when a table or column is missing or is of a type that no tag takes
   */
  public static List<String> installOwn(PostgresTarget target, List<TableTags> wanted) {
    return transact(
        target,
        connection -> {
          String schema = text(connection, "SELECT current_schema()");
          return execute(connection, installation(schema, schema, wanted));
        });
  }

  /** The same for another database, where the ledger is made as well; its schema is made first. */
  public static List<String> install(PostgresTarget target, List<TableTags> wanted) {
    return transact(target, connection -> execute(connection, script(target.user(), wanted)));
  }

  /** Drops the triggers of another database, and its ledger. */
  public static List<String> drop(PostgresTarget target) {
    return transact(
        target,
        connection -> {
          String there =
              text(connection, "SELECT to_regclass('%s.cache_change')".formatted(SCHEMA));
          if (there.isEmpty()) {
            return List.of();
          }
          List<String> done = execute(connection, installation(SCHEMA, "public", List.of()));
          execute(connection, printDrop());
          return done;
        });
  }

  /**
   * The SQL that {@link #install} runs.
   *
   * @param reader the account that nodes read the ledger with
   */
  public static String print(String reader, List<TableTags> wanted) {
    return "BEGIN;\n\n" + script(reader, wanted) + "\nCOMMIT;\n";
  }

  private static String script(String reader, List<TableTags> wanted) {
    return """
    CREATE SCHEMA IF NOT EXISTS %1$s;
    SET LOCAL search_path = %1$s;

    %2$s
    GRANT USAGE ON SCHEMA %1$s TO %3$s;
    GRANT SELECT, DELETE ON cache_change TO %3$s;
    GRANT SELECT, UPDATE ON cache_change_forgotten TO %3$s;

    %4$s\
    """
        .formatted(
            SCHEMA, resource(LEDGER), quoted(reader), installation(SCHEMA, "public", wanted));
  }

  /** The SQL that removes what is left when no trigger is. */
  public static String printDrop() {
    return "DROP SCHEMA IF EXISTS %s CASCADE;\n".formatted(SCHEMA);
  }

  private static String installation(String schema, String tables, List<TableTags> wanted) {
    String json =
        wanted.stream()
            .map(table -> json(table, tables))
            .collect(Collectors.joining(",\n    ", "[", "]"));
    return resource(INSTALL)
        .replace("${schema}", schema)
        .replace("${wanted}", json.replace("'", "''"));
  }

  /** Names and tags were checked when they were read: nothing in them needs an escape. */
  private static String json(TableTags wanted, String schema) {
    int dot = wanted.table().indexOf('.');
    String tags = wanted.tags().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    return "{\"schema\": \"%s\", \"table\": \"%s\", \"tags\": [%s]}"
        .formatted(
            dot < 0 ? schema : wanted.table().substring(0, dot),
            wanted.table().substring(dot + 1),
            tags);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String resource(String name) {
    try (InputStream sql = Triggers.class.getResourceAsStream(name)) {
      if (sql == null) {
        throw new IllegalStateException("the resource " + name + " is missing in the program");
      }
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    List<String> on(Connection connection) throws SQLException;
  }

  private static List<String> transact(PostgresTarget target, Work work) {
    try (Connection connection =
        DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password().reveal())) {
      connection.setAutoCommit(false);
      List<String> done = work.on(connection);
      connection.commit();
      done.forEach(
          line -> LOGGER.atDebug().addKeyValue("trigger", line).log("a trigger was changed"));
      if (!done.isEmpty()) {
        LOGGER.atInfo().addKeyValue("triggers", done.size()).log("triggers were changed");
      }
      return done;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static List<String> execute(Connection connection, String sql) throws SQLException {
    List<String> done = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
        String said = String.valueOf(each.getMessage());
        if (said.startsWith("made: ") || said.startsWith("dropped: ")) {
          done.add(said);
        }
      }
    }
    return done;
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      @Nullable String found = rows.next() ? rows.getString(1) : null;
      return found == null ? "" : found;
    }
  }

  private static FailureException failure(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    boolean later = state.startsWith("08") || state.startsWith("57") || state.equals("55P03");
    return FailureException.of(
        later ? Failure.UNAVAILABLE : Failure.CONFLICT,
        "The triggers could not be installed: " + said.replaceFirst("^ERROR: ", ""),
        e);
  }
}
