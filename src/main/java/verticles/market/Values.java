package verticles.market;

import java.util.regex.Pattern;

/** Reads the texts of a row that are neither times nor decimal numbers. */
final class Values {
  private static final Pattern ID =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");
  private static final Pattern ZONE = Pattern.compile("[A-Z0-9][A-Z0-9_-]{0,15}");
  private static final int LONGEST_QUOTE = 40;

  private Values() {}

  static int intervalMinutes(String text) throws BadValueException {
    return switch (text) {
      case "15" -> 15;
      case "30" -> 30;
      case "60" -> 60;
      default -> throw new BadValueException(quoted(text) + " is not accepted: 15, 30 or 60");
    };
  }

  static String side(String text) throws BadValueException {
    return switch (text) {
      case "buy", "BUY", "Buy" -> "buy";
      case "sell", "SELL", "Sell" -> "sell";
      default -> throw new BadValueException(quoted(text) + " is not accepted: buy or sell");
    };
  }

  static String id(String text) throws BadValueException {
    if (!ID.matcher(text).matches()) {
      throw new BadValueException(
          quoted(text) + " is not accepted: 1 to 64 printable ASCII characters");
    }
    return text;
  }

  /** The id of a zone that may be imported into; those of the simulator may not. */
  static String importedZone(String text) throws BadValueException {
    if (!isZone(text)) {
      throw new BadValueException(
          quoted(text)
              + " is not accepted: 1 to 16 upper-case letters, digits, '-' and '_', such as DE-LU");
    }
    if (text.startsWith("SIM-")) {
      throw new BadValueException(
          quoted(text) + " is not accepted: zones named SIM-… belong to the simulator");
    }
    return text;
  }

  static boolean isZone(String text) {
    return ZONE.matcher(text).matches();
  }

  /** A text as an error message shows it: in quotes, cut when it is long, its controls escaped. */
  static String quoted(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                shown.append("\\u%04x".formatted(point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.append(text.length() > LONGEST_QUOTE ? "…'" : "'").toString();
  }
}
