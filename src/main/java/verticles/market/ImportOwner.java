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
   * Makes sure that the portfolio is there and may be imported into. A name belongs to its
   * organisation: what others call theirs is neither seen nor in the way.
   *
   * @return the key by which rows refer to it
   * @throws FailureException BAD_REQUEST for a malformed or simulated one, NOT_FOUND for an unknown
   *     organisation
   */
  String ensure(String portfolio, String organisation) throws SQLException {
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
            "SELECT portfolio_id, simulated FROM portfolio WHERE organisation_id = ? AND code = ?")) {
      statement.setString(1, organisation);
      statement.setString(2, portfolio);
      ResultSet row = statement.executeQuery();
      row.next();
      if (row.getBoolean(2)) {
        throw FailureException.of(
            Failure.BAD_REQUEST,
            "The portfolio %s belongs to the simulator and takes no imports.".formatted(portfolio));
      }
      return row.getString(1);
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
            "INSERT INTO portfolio (organisation_id, code, name) VALUES (?, ?, ?)"
                + " ON CONFLICT (organisation_id, code) DO NOTHING")) {
      statement.setString(1, organisation);
      statement.setString(2, portfolio);
      statement.setString(3, portfolio);
      statement.executeUpdate();
    }
  }
}
