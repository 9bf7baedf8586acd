package verticles.market;

import java.util.Locale;
import java.util.Optional;

/** A field of an imported row: its name, how it is read, and its type in the staging table. */
enum Field {
  DELIVERY_START("timestamptz"),
  INTERVAL_MINUTES("smallint"),
  ZONE("text"),
  TRADE_ID("text"),
  BID_ID("text"),
  TRADED_AT("timestamptz"),
  SUBMITTED_AT("timestamptz"),
  SIDE("text"),
  PRICE_EUR_MWH("numeric(10, 2)"),
  LIMIT_EUR_MWH("numeric(10, 2)"),
  VOLUME_MWH("numeric(14, 3)"),
  QUANTITY_MWH("numeric(14, 3)"),
  ACCEPTED_MWH("numeric(14, 3)"),
  METERED_MWH("numeric(14, 3)");

  private final String sqlType;

  Field(String sqlType) {
    this.sqlType = sqlType;
  }

  /** The name in files, and in the message about a bad value. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its column in the tables. */
  String tableColumn() {
    return this == ZONE ? "zone_id" : column();
  }

  String sqlType() {
    return sqlType;
  }

  static Optional<Field> named(String column) {
    for (Field field : values()) {
      if (field.column().equals(column)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /**
   * The value a text stands for, in the form PostgreSQL reads.
   *
   * @throws BadValueException when the text is not a value of this field
   */
  String parse(String text) throws BadValueException {
    return switch (this) {
      case DELIVERY_START, TRADED_AT, SUBMITTED_AT -> InstantText.parse(text).toString();
      case INTERVAL_MINUTES -> Integer.toString(Values.intervalMinutes(text));
      case ZONE -> Values.importedZone(text);
      case TRADE_ID, BID_ID -> Values.id(text);
      case SIDE -> Values.side(text);
      case PRICE_EUR_MWH, LIMIT_EUR_MWH -> DecimalText.price(text).toPlainString();
      case VOLUME_MWH, ACCEPTED_MWH -> DecimalText.nonNegativeEnergy(text).toPlainString();
      case QUANTITY_MWH -> DecimalText.positiveEnergy(text).toPlainString();
      case METERED_MWH -> DecimalText.energy(text).toPlainString();
    };
  }
}
