package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import verticles.bus.Failure;
import verticles.bus.FailureException;
import verticles.config.Nearest;

/** The zones that imported rows belong to; a new one is created with its time zone. */
final class ImportZones {
  private final Connection connection;
  private final Optional<String> timeZone;

  /**
   * The zones of one import.
   *
   * @throws FailureException BAD_REQUEST when the time zone is not one
   */
  ImportZones(Connection connection, Optional<String> timeZone) {
    this.connection = connection;
    this.timeZone = timeZone;
    timeZone.ifPresent(ImportZones::rejectUnknown);
  }

  private static void rejectUnknown(String timeZone) {
    try {
      if (ZoneId.getAvailableZoneIds().contains(ZoneId.of(timeZone).getId())) {
        return;
      }
    } catch (DateTimeException notOne) {
      // said below, as for an offset such as +01:00, which has no summer time
    }
    throw bad(
        "%s is no time zone; did you mean %s?"
            .formatted(
                Values.quoted(timeZone), Nearest.of(timeZone, ZoneId.getAvailableZoneIds())));
  }

  /**
   * Makes sure that a zone is there.
   *
   * @throws FailureException BAD_REQUEST for a new one without a time zone, or with two
   */
  void ensure(String zone) throws SQLException {
    Optional<KnownZone> known = KnownZone.named(zone);
    Optional<String> stored = stored(zone);
    Optional<String> fixed = stored.or(() -> known.map(KnownZone::timeZone));
    if (fixed.isPresent() && timeZone.filter(asked -> !asked.equals(fixed.get())).isPresent()) {
      throw bad(
          "The zone %s has the time zone %s, not %s.".formatted(zone, fixed.get(), timeZone.get()));
    }
    if (stored.isEmpty()) {
      String ofZone = fixed.or(() -> timeZone).orElseThrow(() -> unknown(zone));
      create(zone, known.map(KnownZone::description).orElse(zone), ofZone);
    }
  }

  private static FailureException unknown(String zone) {
    return bad(
        ("%s is not a known bidding zone (nearest: %s). To create it, say its time zone with"
                + " --time-zone (in a URL: timeZone=), for example Europe/Copenhagen.")
            .formatted(
                Values.quoted(zone), String.join(", ", Nearest.several(zone, KnownZone.ids(), 3))));
  }

  private Optional<String> stored(String zone) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT time_zone FROM zone WHERE zone_id = ?")) {
      statement.setString(1, zone);
      ResultSet row = statement.executeQuery();
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private void create(String zone, String name, String timeZoneOfIt) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO zone (zone_id, name, time_zone) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
      statement.setString(1, zone);
      statement.setString(2, name);
      statement.setString(3, timeZoneOfIt);
      statement.executeUpdate();
    }
  }

  private static FailureException bad(String detail) {
    return FailureException.of(Failure.BAD_REQUEST, detail);
  }
}
