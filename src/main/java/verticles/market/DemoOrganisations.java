package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The organisations, portfolios and zones of the simulated market. */
final class DemoOrganisations {
  private DemoOrganisations() {}

  /** Adds those that are not there yet. */
  static void seed(Connection connection) throws SQLException {
    try (PreparedStatement organisation =
            connection.prepareStatement(
                "INSERT INTO organisation (organisation_id, name, simulated) VALUES (?, ?, true)"
                    + " ON CONFLICT DO NOTHING");
        PreparedStatement portfolio =
            connection.prepareStatement(
                "INSERT INTO portfolio (portfolio_id, organisation_id, code, name, simulated)"
                    + " VALUES (?, ?, ?, ?, true) ON CONFLICT DO NOTHING");
        PreparedStatement zone =
            connection.prepareStatement(
                "INSERT INTO zone (zone_id, name, time_zone, simulated) VALUES (?, ?, ?, true)"
                    + " ON CONFLICT DO NOTHING")) {
      for (SimulatedOrganisation one : SimulatedOrganisation.values()) {
        add(organisation, one.id(), one.label());
      }
      for (SimulatedPortfolio one : SimulatedPortfolio.values()) {
        add(portfolio, one.id(), one.organisation().id(), one.id(), one.label());
      }
      for (SimulatedZone one : SimulatedZone.values()) {
        add(zone, one.id(), one.label(), one.timeZone().getId());
      }
    }
  }

  private static void add(PreparedStatement statement, String... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    statement.executeUpdate();
  }
}
