package verticles.postgres;

/** The database does not fit this build, or could not be brought to; the message says why. */
public final class MigrationException extends RuntimeException {
  MigrationException(String message) {
    super(message);
  }

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
