package verticles.market;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import verticles.bus.Failure;
import verticles.bus.FailureException;

/** The portfolio that imported rows belong to; a new one is created in its organisation. */
final class ImportOwner {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

  private final Connection connection;

  ImportOwner(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes sure that the portfolio is there and may be imported into.
   *
   * @throws FailureException BAD_REQUEST for a malformed or simulated one, FORBIDDEN for one of
   *     another organisation, NOT_FOUND for an unknown organisation
   */
  void ensure(String portfolio, String organisation) throws SQLException {
    if (!ID.matcher(portfolio).matches()) {
      throw FailureException.of(
          Failure.BAD_REQUEST,
          "The portfolio %s is not accepted: 1 to 63 letters, digits, '-' and '_'."
              .formatted(Values.quoted(portfolio)));
    }
    rejectUnknown(organisation);
    create(portfolio, organisation);
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT organisation_id, simulated FROM portfolio WHERE portfolio_id = ?")) {
      statement.setString(1, portfolio);
      ResultSet row = statement.executeQuery();
      row.next();
      if (!organisation.equals(row.getString(1))) {
        throw FailureException.of(
            Failure.FORBIDDEN,
            "The portfolio name %s is not available to the organisation %s."
                .formatted(portfolio, organisation));
      }
      if (row.getBoolean(2)) {
        throw FailureException.of(
            Failure.BAD_REQUEST,
            "The portfolio %s belongs to the simulator and takes no imports.".formatted(portfolio));
      }
    }
  }

  private void rejectUnknown(String organisation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT 1 FROM organisation WHERE organisation_id = ?")) {
      statement.setString(1, organisation);
      if (!statement.executeQuery().next()) {
        throw FailureException.of(
            Failure.NOT_FOUND,
            "There is no organisation %s.".formatted(Values.quoted(organisation)));
      }
    }
  }

  private void create(String portfolio, String organisation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO portfolio (portfolio_id, organisation_id, name) VALUES (?, ?, ?)"
                + " ON CONFLICT DO NOTHING")) {
      statement.setString(1, portfolio);
      statement.setString(2, organisation);
      statement.setString(3, portfolio);
      statement.executeUpdate();
    }
  }
}
