package verticles.market;

import java.util.Locale;

/** Whether power is bought or sold. */
enum Side {
  BUY,
  SELL;

  /** As the tables write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Selling delivers power, which counts positive; buying takes it. */
  int deliverySign() {
    return this == SELL ? 1 : -1;
  }
}
