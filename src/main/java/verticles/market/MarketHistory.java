package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import verticles.postgres.PostgresTarget;

/**
 * Keeps the past of the simulated market in the database: auctions up to the end of tomorrow, and
 * what is settled up to the last full hour.
 */
public final class MarketHistory {
  private static final Logger LOGGER = LoggerFactory.getLogger(MarketHistory.class);
  private static final List<String> TABLES =
      List.of("price", "bid", "trade", "schedule", "meter_value", "imbalance_price");
  private static final int DAYS_AT_ONCE = 61;

  private final Connection connection;
  private final MarketConfig config;
  private final Instant now;
  private final DeliveryDay tomorrow;
  private long rows;

  private MarketHistory(Connection connection, MarketConfig config, Instant now) {
    this.connection = connection;
    this.config = config;
    this.now = now;
    this.tomorrow = DeliveryDay.at(now).plus(1);
  }

  /**
   * Adds what is missing since the last simulated row, or since the configured history began. It
   * blocks, and a stop in the middle loses nothing that was committed before; several nodes may
   * call it at once.
   *
   * @return how many rows were added; 0 when nothing was missing
   * @throws verticles.bus.FailureException UNAVAILABLE when the database cannot be reached
   */
  public static long fill(PostgresTarget target, MarketConfig config, InstantSource clock) {
    long startedAt = System.nanoTime();
    try (Connection connection = Jdbc.connect(target, "spinreserve simulator")) {
      MarketHistory history = new MarketHistory(connection, config, clock.instant());
      history.fill();
      if (history.rows > 0) {
        LOGGER
            .atInfo()
            .addKeyValue("rows", history.rows)
            .addKeyValue("millis", (System.nanoTime() - startedAt) / 1_000_000)
            .log("simulated market filled");
      }
      return history.rows;
    } catch (SQLException e) {
      throw Jdbc.failure(e);
    }
  }

  private void fill() throws SQLException {
    MarketLock.take(connection);
    DemoOrganisations.seed(connection);
    hurry();
    connection.commit();
    SimulatedMarket market = new SimulatedMarket(config.seed());
    AuctionHistory auctions = new AuctionHistory(connection, market);
    SettledHistory settled = new SettledHistory(connection, market);
    boolean more = true;
    while (more) {
      MarketLock.take(connection);
      boolean auctioned = fillAuctions(auctions);
      boolean settledToo = fillSettled(settled);
      more = auctioned || settledToo;
      connection.commit();
    }
    analyzeWhenNew();
  }

  private void hurry() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET synchronous_commit = off");
      statement.execute("SET jit = off");
      if (last("price").isEmpty()) {
        skipForeignKeys(statement);
      }
    }
  }

  /**
   * Every simulated row refers to what was just seeded. Where the account may, the first fill does
   * not check that row by row, which would take as long as all the rest; later ones do, because the
   * setting would keep other triggers quiet as well.
   */
  private static void skipForeignKeys(Statement statement) throws SQLException {
    statement.execute(
        "SELECT set_config('session_replication_role', 'replica', false)"
            + " FROM pg_roles WHERE rolname = current_user AND rolsuper");
  }

  private boolean fillAuctions(AuctionHistory auctions) throws SQLException {
    DeliveryDay first =
        last("price").map(DeliveryDay::at).map(day -> day.plus(1)).orElseGet(this::firstDay);
    if (first.isAfter(tomorrow)) {
      return false;
    }
    DeliveryDay chunk = first.plus(DAYS_AT_ONCE - 1);
    DeliveryDay last = chunk.isAfter(tomorrow) ? tomorrow : chunk;
    ensurePartitions(first.start(), last.plus(2).end());
    rows += auctions.write(first, last, tomorrow);
    LOGGER.atInfo().addKeyValue("until", last.date()).log("simulating the market");
    return true;
  }

  private boolean fillSettled(SettledHistory settled) throws SQLException {
    Instant from =
        last("imbalance_price")
            .map(start -> start.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS))
            .orElseGet(() -> firstDay().start());
    Instant end = now.truncatedTo(ChronoUnit.HOURS);
    Instant chunk = from.plus(DAYS_AT_ONCE, ChronoUnit.DAYS);
    Instant to = chunk.isAfter(end) ? end : chunk;
    if (!from.isBefore(to)) {
      return false;
    }
    rows += settled.write(from, to, tomorrow.plus(-AuctionHistory.SCHEDULED_DAYS).start());
    return true;
  }

  private DeliveryDay firstDay() {
    return DeliveryDay.at(now).plus(-config.history().toDays());
  }

  /** The start of the newest interval of a table; every zone is written up to the same end. */
  private Optional<Instant> last(String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT max(delivery_start) FROM %s WHERE zone_id = ?".formatted(table))) {
      statement.setString(1, SimulatedZone.NORTH.id());
      ResultSet row = statement.executeQuery();
      row.next();
      return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
    }
  }

  private void ensurePartitions(Instant from, Instant to) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT ensure_partitions(?, ?::timestamptz, ?::timestamptz)")) {
      for (String table : TABLES) {
        statement.setString(1, table);
        statement.setString(2, from.toString());
        statement.setString(3, to.toString());
        statement.execute();
      }
    }
  }

  /** The planner knows nothing about a table that was just filled. */
  private void analyzeWhenNew() throws SQLException {
    if (rows > 50_000) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE " + String.join(", ", TABLES));
        connection.commit();
      }
    }
  }
}
