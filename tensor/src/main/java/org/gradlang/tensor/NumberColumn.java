package org.gradlang.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** How all numbers of one printed tensor look: their style and their common width. */
final class NumberColumn {
  /** To write a number as a text takes as long as so many elements. */
  private static final int TEXT = 64;

  private final DType dtype;
  private final int precision;
  private boolean whole = true;
  private boolean scientific;
  private int width = 1;

  private NumberColumn(DType dtype, int precision) {
    this.dtype = dtype;
    this.precision = precision;
  }

  /** The style that fits the elements: {@code double[]} for floats, else {@code long[]}. */
  static NumberColumn of(DType dtype, Object elements, PrintOptions options) {
    NumberColumn column = new NumberColumn(dtype, options.precision());
    switch (elements) {
      case double[] floats -> column.fitFloats(floats, options.scientific());
      case long[] integers -> column.fitIntegers(integers);
      default -> throw new IllegalArgumentException("not numbers: " + elements.getClass());
    }
    return column;
  }

  private void fitIntegers(long[] elements) {
    Context context = Context.current();
    for (long element : elements) {
      context.worked(1);
      width = Math.max(width, text(element).length());
    }
  }

  private void fitFloats(double[] elements, @Nullable Boolean forced) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    Context context = Context.current();
    for (double element : elements) {
      context.worked(1);
      if (element != 0 && Double.isFinite(element)) {
        least = Math.min(least, Math.abs(element));
        greatest = Math.max(greatest, Math.abs(element));
        whole &= element == Math.rint(element);
      }
    }
    if (greatest > 0) {
      scientific = greatest / least > 1000 || greatest > 1e8 || (!whole && least < 1e-4);
      widen(elements);
      // as in PyTorch: the width stays that of the style it would have had, and zeros alone none
      scientific = forced == null ? scientific : forced;
    }
  }

  /** Zeros, infinities and NaN do not count for the width. */
  private void widen(double[] elements) {
    Context context = Context.current();
    for (double element : elements) {
      context.worked(TEXT);
      if (element != 0 && Double.isFinite(element)) {
        width = Math.max(width, text(element).length());
      }
    }
  }

  /** The width that numbers are padded to; infinities and NaN can be wider. */
  int width() {
    return width;
  }

  String format(double element) {
    return padded(text(element));
  }

  String format(long element) {
    return padded(text(element));
  }

  private String padded(String text) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private String text(long element) {
    if (dtype == DType.BOOL) {
      return element != 0 ? "True" : "False";
    }
    return Long.toString(element);
  }

  private String text(double element) {
    if (!Double.isFinite(element)) {
      return Double.isNaN(element) ? "nan" : element > 0 ? "inf" : "-inf";
    }
    String sign = Double.doubleToRawLongBits(element) < 0 ? "-" : "";
    BigDecimal exact = new BigDecimal(Math.abs(element));
    if (scientific) {
      return sign + exponential(exact);
    }
    return whole
        ? sign + exact.setScale(0, RoundingMode.HALF_EVEN).toPlainString() + "."
        : sign + exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** As C's {@code %e}: one digit before the point, two or more of the exponent. */
  private String exponential(BigDecimal exact) {
    BigDecimal rounded = exact.round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = rounded.unscaledValue().toString();
    int exponent = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
    String padded = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    String mantissa = padded.substring(0, 1);
    if (precision > 0) {
      mantissa += "." + padded.substring(1, precision + 1);
    }
    int size = Math.abs(exponent);
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }
}
