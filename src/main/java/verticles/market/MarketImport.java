package verticles.market;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.postgres.PostgresTarget;

/**
 * Imports files into one database, all rows or none. It blocks: call it on a virtual thread. Its
 * memory does not grow with the file.
 */
public final class MarketImport {
  private static final Logger LOGGER = LoggerFactory.getLogger(MarketImport.class);
  private static final long WORTH_ANALYZING = 1_000;
  private static final int MOST_ZONES = 200;

  private final PostgresTarget target;

  /** Imports into {@code target}, whose migrations have been applied. */
  public MarketImport(PostgresTarget target) {
    this.target = target;
  }

  /**
   * Imports the rows of a file in one transaction. The same file again changes nothing.
   *
   * @param rows the file, which is read to its end and not closed
   * @throws FailureException BAD_REQUEST for a wrong header, mapping, zone or portfolio;
   *     UNPROCESSABLE with the first hundred bad rows; UNAVAILABLE when the database cannot be
   *     reached
   */
  public ImportReport run(ImportRequest request, InputStream rows) {
    return run(request, rows, Optional.empty());
  }

  /**
   * The same for an attempt at a task: nothing is imported once another worker has it.
   *
   * @param fence the task and its epoch, as {@code TaskContext.fence()} says them
   */
  public ImportReport run(ImportRequest request, InputStream rows, String fence) {
    return run(request, rows, Optional.of(fence));
  }

  private ImportReport run(ImportRequest request, InputStream rows, Optional<String> fence) {
    long startedAt = System.nanoTime();
    ImportRequests.reject(request);
    try (Connection connection = Jdbc.connect(target, "spinreserve import")) {
      rehearse(connection, request);
      Counts counts = transact(connection, request, rows, fence);
      ImportReport report = counts.report(request.kind(), startedAt);
      LOGGER
          .atInfo()
          .addKeyValue("kind", report.kind())
          .addKeyValue("rows", report.rows())
          .addKeyValue("inserted", report.inserted())
          .addKeyValue("updated", report.updated())
          .addKeyValue("millis", report.elapsedMillis())
          .log("imported");
      return report;
    } catch (SQLException e) {
      throw Jdbc.failure(e);
    } catch (IOException e) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "The file ended early; none of its rows was imported.", e);
    }
  }

  private record Counts(long rows, long inserted, long updated) {
    ImportReport report(Kind kind, long startedAt) {
      long millis = Duration.ofNanos(System.nanoTime() - startedAt).toMillis();
      return new ImportReport(
          kind.label(), rows, inserted, updated, rows - inserted - updated, millis);
    }
  }

  /** Finds out what is wrong with the request before a long file is read; changes nothing. */
  private static void rehearse(Connection connection, ImportRequest request) throws SQLException {
    MarketLock.take(connection);
    ImportZones zones = new ImportZones(connection, request.timeZone());
    if (request.zone().isPresent()) {
      zones.ensure(request.zone().get());
    }
    ensureOwner(connection, request);
    connection.rollback();
  }

  /** The key of the portfolio, which is made when it is new; none for prices. */
  private static Optional<String> ensureOwner(Connection connection, ImportRequest request)
      throws SQLException {
    return request.portfolio().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ImportOwner(connection).ensure(request.portfolio().get(), request.organisation()));
  }

  private static Counts transact(
      Connection connection, ImportRequest request, InputStream rows, Optional<String> fence)
      throws SQLException, IOException {
    RowProblems problems = new RowProblems();
    RowReader reader = RowReader.of(request, rows);
    StagedRows staged = StagedRows.copy(connection, request, reader, problems);
    RowConflicts conflicts = new RowConflicts(connection, request.kind(), problems);
    conflicts.findWithin();
    problems.rejectAny();
    Optional<StagedRows.Extent> extent = staged.extent();
    if (extent.isEmpty()) {
      return new Counts(0, 0, 0);
    }
    MarketLock.take(connection);
    ensureZones(new ImportZones(connection, request.timeZone()), staged.zones(), problems);
    Optional<String> portfolio = ensureOwner(connection, request);
    conflicts.findStored(portfolio, extent.get());
    problems.rejectAny();
    staged.ensurePartitions();
    RowMerge merge = new RowMerge(connection, request.kind(), portfolio);
    long updated = merge.update(extent.get());
    long inserted = merge.insert();
    if (fence.isPresent()) {
      ImportFence.check(connection, fence.get());
    }
    connection.commit();
    if (inserted + updated >= WORTH_ANALYZING) {
      analyze(connection, request.kind());
    }
    return new Counts(extent.get().rows(), inserted, updated);
  }

  private static void ensureZones(ImportZones zones, Map<String, Long> lines, RowProblems problems)
      throws SQLException {
    if (lines.size() > MOST_ZONES) {
      throw FailureException.of(
          Failure.BAD_REQUEST, "The file names more than %d zones.".formatted(MOST_ZONES));
    }
    for (Map.Entry<String, Long> zone : lines.entrySet()) {
      try {
        zones.ensure(zone.getKey());
      } catch (FailureException e) {
        problems.column(zone.getValue(), Field.ZONE, e.detail());
      }
    }
    problems.rejectAny();
  }

  private static void analyze(Connection connection, Kind kind) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE " + kind.table());
      connection.commit();
    }
  }
}
