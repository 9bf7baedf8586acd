package verticles.market;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an imported file holds: its fields, and the table its rows belong to. */
public enum Kind {
  PRICES(
      "price",
      Set.of(Field.DELIVERY_START, Field.PRICE_EUR_MWH),
      List.of(Field.ZONE, Field.DELIVERY_START, Field.INTERVAL_MINUTES),
      List.of(Field.PRICE_EUR_MWH, Field.VOLUME_MWH)),
  TRADES(
      "trade",
      Set.of(
          Field.TRADE_ID,
          Field.TRADED_AT,
          Field.DELIVERY_START,
          Field.SIDE,
          Field.PRICE_EUR_MWH,
          Field.QUANTITY_MWH),
      List.of(Field.TRADE_ID, Field.DELIVERY_START),
      List.of(
          Field.ZONE,
          Field.TRADED_AT,
          Field.INTERVAL_MINUTES,
          Field.SIDE,
          Field.PRICE_EUR_MWH,
          Field.QUANTITY_MWH)),
  BIDS(
      "bid",
      Set.of(
          Field.BID_ID,
          Field.SUBMITTED_AT,
          Field.DELIVERY_START,
          Field.SIDE,
          Field.LIMIT_EUR_MWH,
          Field.QUANTITY_MWH),
      List.of(Field.BID_ID, Field.DELIVERY_START),
      List.of(
          Field.ZONE,
          Field.SUBMITTED_AT,
          Field.INTERVAL_MINUTES,
          Field.SIDE,
          Field.LIMIT_EUR_MWH,
          Field.QUANTITY_MWH,
          Field.ACCEPTED_MWH)),
  METER_VALUES(
      "meter_value",
      Set.of(Field.DELIVERY_START, Field.METERED_MWH),
      List.of(Field.ZONE, Field.DELIVERY_START, Field.INTERVAL_MINUTES),
      List.of(Field.METERED_MWH));

  private final String table;
  private final Set<Field> required;
  private final List<Field> key;
  private final List<Field> content;
  private final List<Field> fields;

  Kind(String table, Set<Field> required, List<Field> key, List<Field> content) {
    this.table = table;
    this.required = required;
    this.key = key;
    this.content = content;
    this.fields = Stream.concat(key.stream(), content.stream()).toList();
  }

  /** The name in the command line and in paths, for example {@code meter-values}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names a file's columns may have or be mapped to, the key first. */
  public List<String> fieldNames() {
    return fields().stream().map(Field::column).toList();
  }

  List<Field> fields() {
    return fields;
  }

  /** The fields every row must have, whatever the request says. */
  Set<Field> required() {
    return required;
  }

  /** The fields that identify a row, beside the portfolio. */
  List<Field> key() {
    return key;
  }

  List<Field> content() {
    return content;
  }

  String table() {
    return table;
  }

  /** Whether its rows belong to a portfolio; prices belong to everybody. */
  boolean ofPortfolio() {
    return this != PRICES;
  }

  /** Whether a row stands for its interval alone, so that two rows must not overlap. */
  boolean fillsInterval() {
    return this == PRICES || this == METER_VALUES;
  }
}
