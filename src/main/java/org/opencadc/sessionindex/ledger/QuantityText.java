package org.opencadc.sessionindex.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Reads a quantity: [sign] digits [. digits] [suffix | e exponent], as apimachinery's
 * parseQuantityString. Unlike there, a text without any digit is not read as zero.
 */
final class QuantityText {
  /** Longer text is not read: the cost of big numbers grows with the square of their length. */
  private static final int MOST_CHARACTERS = 128;

  /** More digits than that may not fit a long. */
  private static final int FAST_DIGITS = 15;

  private static final int MOST_EXPONENT_DIGITS = 6;
  private static final String DECIMAL_SUFFIXES = "num kMGTPE";
  private static final int DECIMAL_ONE = DECIMAL_SUFFIXES.indexOf(' ');
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final int MOST_FAST_EXPONENT = 18;

  private final String text;
  private int numberEnd;
  private int digits;
  private boolean fraction;
  private int exponent;
  private int binaryPower;

  private QuantityText(String text) {
    this.text = text;
  }

  /**
   * The quantity times ten to a power, rounded up.
   *
   * @return empty when not readable, negative or above the most
   */
  static OptionalLong read(String text, int powerOfTen, long most) {
    if (text == null || text.length() > MOST_CHARACTERS) {
      return OptionalLong.empty();
    }
    QuantityText quantity = new QuantityText(text);
    if (!quantity.scan()) {
      return OptionalLong.empty();
    }
    quantity.exponent += powerOfTen;
    return quantity.isFast() ? quantity.fast(most) : quantity.exact(most);
  }

  private boolean scan() {
    int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isDigit(c)) {
        digits++;
      } else if (c == '.' && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    numberEnd = at;
    return digits > 0 && scanSuffix(text.substring(at));
  }

  private boolean scanSuffix(String suffix) {
    if (suffix.isEmpty()) {
      return true;
    }
    char first = suffix.charAt(0);
    if (suffix.length() == 1) {
      int decimal = DECIMAL_SUFFIXES.indexOf(first);
      exponent = 3 * (decimal - DECIMAL_ONE);
      return decimal >= 0 && first != ' ';
    }
    if (suffix.length() == 2 && suffix.charAt(1) == 'i') {
      int binary = BINARY_SUFFIXES.indexOf(first);
      binaryPower = 10 * (binary + 1);
      return binary >= 0;
    }
    return (first == 'e' || first == 'E') && scanExponent(suffix);
  }

  private boolean scanExponent(String suffix) {
    char sign = suffix.charAt(1);
    int from = sign == '-' || sign == '+' ? 2 : 1;
    if (from == suffix.length() || suffix.length() - from > MOST_EXPONENT_DIGITS) {
      return false;
    }
    for (int i = from; i < suffix.length(); i++) {
      if (!isDigit(suffix.charAt(i))) {
        return false;
      }
      exponent = 10 * exponent + suffix.charAt(i) - '0';
    }
    exponent = sign == '-' ? -exponent : exponent;
    return true;
  }

  /** Whole numbers that keep within a long, which is nearly all there are. */
  private boolean isFast() {
    return !fraction
        && digits == numberEnd
        && digits <= FAST_DIGITS
        && Math.abs(exponent) <= MOST_FAST_EXPONENT
        && (binaryPower == 0 || (exponent <= 3 && binaryPower <= 50));
  }

  private OptionalLong fast(long most) {
    long number = Long.parseLong(text, 0, numberEnd, 10);
    if (exponent < 0) {
      long divisor = powerOfTen(-exponent);
      return upTo(most, number / divisor + (number % divisor == 0 ? 0 : 1));
    }
    long factor = powerOfTen(exponent) << binaryPower;
    return number > most / factor ? OptionalLong.empty() : upTo(most, number * factor);
  }

  private OptionalLong exact(long most) {
    BigDecimal value =
        new BigDecimal(text.substring(0, numberEnd))
            .scaleByPowerOfTen(exponent)
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(binaryPower)));
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(most)) > 0) {
      return OptionalLong.empty();
    }
    // writing out a fraction of a million digits only to round it up would be a waste
    return OptionalLong.of(
        value.compareTo(BigDecimal.ONE) < 0
            ? value.signum()
            : value.setScale(0, RoundingMode.CEILING).longValueExact());
  }

  private static OptionalLong upTo(long most, long value) {
    return value > most ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
