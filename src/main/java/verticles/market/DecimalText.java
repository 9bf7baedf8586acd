package verticles.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Reads decimal numbers with a point: prices in EUR/MWh, rounded half up to cents, and energies in
 * MWh, rounded half up to kWh.
 */
final class DecimalText {
  private static final Pattern FORM =
      Pattern.compile("[+-]?([0-9]{1,20}(\\.[0-9]{0,20})?|\\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9.]+,[0-9]+");
  private static final BigDecimal HIGHEST_PRICE = new BigDecimal("10000");
  private static final BigDecimal MOST_ENERGY = new BigDecimal("10000000");

  private DecimalText() {}

  /** A price from -10,000 to 10,000 EUR/MWh: balancing prices have been seen near both ends. */
  static BigDecimal price(String text) throws BadValueException {
    BigDecimal price = number(text);
    if (price.abs().compareTo(HIGHEST_PRICE) > 0) {
      throw new BadValueException(Values.quoted(text) + " is not within -10000 and 10000 EUR/MWh");
    }
    return price.setScale(2, RoundingMode.HALF_UP);
  }

  /** An energy of either sign: generation positive, consumption negative. */
  static BigDecimal energy(String text) throws BadValueException {
    BigDecimal energy = number(text);
    if (energy.abs().compareTo(MOST_ENERGY) > 0) {
      throw new BadValueException(
          Values.quoted(text) + " is not within -10000000 and 10000000 MWh");
    }
    return energy.setScale(3, RoundingMode.HALF_UP);
  }

  static BigDecimal nonNegativeEnergy(String text) throws BadValueException {
    BigDecimal energy = energy(text);
    if (energy.signum() < 0) {
      throw new BadValueException(Values.quoted(text) + " is negative; accepted is 0 or more");
    }
    return energy;
  }

  static BigDecimal positiveEnergy(String text) throws BadValueException {
    BigDecimal energy = energy(text);
    if (energy.signum() <= 0) {
      throw new BadValueException(
          Values.quoted(text) + " is not accepted: it must be more than 0.0005 MWh");
    }
    return energy;
  }

  private static BigDecimal number(String text) throws BadValueException {
    if (!FORM.matcher(text).matches()) {
      throw new BadValueException(
          Values.quoted(text)
              + " is not a number; accepted is for example "
              + (COMMA.matcher(text).matches() ? "12.5, with a point" : "-12.5"));
    }
    return new BigDecimal(text);
  }
}
