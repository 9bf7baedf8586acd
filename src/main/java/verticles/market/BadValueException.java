package verticles.market;

/** A text that is not a value of its field; the message says what was read and what is accepted. */
final class BadValueException extends Exception {
  BadValueException(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
