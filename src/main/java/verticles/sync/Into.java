package verticles.sync;

import java.util.Optional;
import verticles.market.Kind;

/** Where the rows of a source go. */
enum Into {
  /** Into {@code synced_row}, as JSON under their keys. */
  ROWS(Optional.empty()),
  PRICES(Optional.of(Kind.PRICES)),
  TRADES(Optional.of(Kind.TRADES)),
  BIDS(Optional.of(Kind.BIDS)),
  METER_VALUES(Optional.of(Kind.METER_VALUES));

  private final Optional<Kind> kind;

  Into(Optional<Kind> kind) {
    this.kind = kind;
  }

  /** What the market imports them as; empty for JSON. */
  Optional<Kind> kind() {
    return kind;
  }
}
