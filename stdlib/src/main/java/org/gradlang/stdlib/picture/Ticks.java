package org.gradlang.stdlib.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.stdlib.picture.Axis.Tick;

/** Which numbers an axis marks, and what stands there: round numbers, in decimal and so exact. */
final class Ticks {
  private static final List<BigDecimal> STEPS =
      List.of(
          BigDecimal.ONE,
          BigDecimal.TWO,
          new BigDecimal("2.5"),
          BigDecimal.valueOf(5),
          BigDecimal.TEN);

  /** Powers of ten from this on are written with an exponent. */
  private static final int LARGE = 6;

  /** Powers of ten below this are written with an exponent. */
  private static final int SMALL = -4;

  private Ticks() {}

  /** Multiples of a round step, at most about {@code count}. */
  static List<Tick> linear(double low, double high, int count) {
    BigDecimal step = step(low, high, Math.max(2, count));
    BigDecimal first = BigDecimal.valueOf(low).divide(step, 0, RoundingMode.CEILING).multiply(step);
    int exponent = exponent(Math.max(Math.abs(low), Math.abs(high)));
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal value = first; value.doubleValue() <= high; value = value.add(step)) {
      ticks.add(new Tick(value.doubleValue(), text(value, step, exponent)));
    }
    return ticks;
  }

  private static BigDecimal step(double low, double high, int count) {
    BigDecimal least =
        BigDecimal.valueOf(high)
            .subtract(BigDecimal.valueOf(low))
            .divide(BigDecimal.valueOf(count), java.math.MathContext.DECIMAL64);
    int power = exponent(least.doubleValue());
    for (BigDecimal step : STEPS) {
      BigDecimal scaled = step.scaleByPowerOfTen(power);
      if (scaled.compareTo(least) >= 0) {
        return scaled;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 2);
  }

  private static int exponent(double value) {
    return value == 0 ? 0 : (int) Math.floor(Math.log10(value) + 1e-9);
  }

  private static String text(BigDecimal value, BigDecimal step, int exponent) {
    if (value.signum() == 0) {
      return "0";
    }
    if (exponent >= SMALL && exponent < LARGE) {
      return value
          .setScale(Math.max(0, step.stripTrailingZeros().scale()), RoundingMode.HALF_EVEN)
          .toPlainString();
    }
    int own = value.precision() - value.scale() - 1;
    return value.movePointLeft(own).stripTrailingZeros().toPlainString() + "e" + own;
  }

  /**
   * Powers of ten, the other digits between them without text; a range that spans less than two of
   * them has 1, 2 and 5 marked, and a small one the ticks of a linear axis.
   */
  static List<Tick> logarithmic(double low, double high, int count) {
    int first = (int) Math.ceil(Math.log10(low) - 1e-9);
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    if (last > first) {
      int stride = Math.max(1, (int) Math.ceil((last - first + 1.0) / Math.max(2, count)));
      return decades(low, high, stride, List.of(1));
    }
    List<Tick> few = decades(low, high, 1, List.of(1, 2, 5));
    return few.stream().filter(tick -> !tick.text().isEmpty()).count() >= 2
        ? few
        : linear(low, high, count).stream().filter(tick -> tick.value() > 0).toList();
  }

  private static List<Tick> decades(double low, double high, int stride, List<Integer> told) {
    List<Tick> ticks = new ArrayList<>();
    int from = (int) Math.floor(Math.log10(low));
    int to = (int) Math.ceil(Math.log10(high));
    for (int power = from; power <= to; power++) {
      boolean labelled = Math.floorMod(power, stride) == 0;
      for (int digit = 1; digit <= 9; digit++) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
        double number = value.doubleValue();
        boolean inside = number >= low * (1 - 1e-9) && number <= high * (1 + 1e-9);
        if (inside && labelled && told.contains(digit)) {
          ticks.add(new Tick(number, text(value, value, power)));
        } else if (inside && stride == 1) {
          ticks.add(new Tick(number, ""));
        }
      }
    }
    return ticks;
  }
}
