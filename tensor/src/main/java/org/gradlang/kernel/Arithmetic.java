package org.gradlang.kernel;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Primitives of arithmetic; int64 wraps around. */
final class Arithmetic {
  private Arithmetic() {}

  static final Primitive ADD =
      Primitive.binary("add")
          .plain(ArithmeticLoops::addFloats, ArithmeticLoops::addDoubles)
          .longs((a, b) -> a + b)
          .lanes(() -> FloatLanes.ADD, () -> DoubleLanes.ADD)
          .gradients((a, b, y, g) -> g, (a, b, y, g) -> g);

  static final Primitive SUB =
      Primitive.binary("sub")
          .plain(ArithmeticLoops::subFloats, ArithmeticLoops::subDoubles)
          .longs((a, b) -> a - b)
          .lanes(() -> FloatLanes.SUB, () -> DoubleLanes.SUB)
          .gradients((a, b, y, g) -> g, (a, b, y, g) -> g.neg());

  static final Primitive MUL =
      Primitive.binary("mul")
          .plain(ArithmeticLoops::mulFloats, ArithmeticLoops::mulDoubles)
          .longs((a, b) -> a * b)
          .lanes(() -> FloatLanes.MUL, () -> DoubleLanes.MUL)
          .gradients((a, b, y, g) -> g.mul(b), (a, b, y, g) -> g.mul(a));

  /** True division; on int64 only of what divides evenly, which nothing relies on. */
  static final Primitive DIV =
      Primitive.binary("div")
          .plain(ArithmeticLoops::divFloats, ArithmeticLoops::divDoubles)
          .lanes(() -> FloatLanes.DIV, () -> DoubleLanes.DIV)
          .gradients((a, b, y, g) -> g.div(b), (a, b, y, g) -> g.neg().mul(a.div(b).div(b)));

  static final Primitive NEG =
      Primitive.unary("neg")
          .floats(x -> -x)
          .doubles(x -> -x)
          .longs(x -> -x)
          .lanes(() -> FloatLanes.NEG, () -> DoubleLanes.NEG)
          .gradient((x, y, g) -> g.neg());

  static final Primitive ABS =
      Primitive.unary("abs")
          .floats(x -> Math.abs(x))
          .doubles(x -> Math.abs(x))
          .longs(x -> Math.abs(x))
          .lanes(() -> FloatLanes.ABS, () -> DoubleLanes.ABS)
          .gradient((x, y, g) -> g.mul(x.sign()));

  /** -1, 0 or 1; 0 for NaN, as PyTorch's {@code sgn}-less {@code sign} gives. */
  static final Primitive SIGN =
      Primitive.unary("sign")
          .floats(x -> x > 0 ? 1f : x < 0 ? -1f : 0f)
          .doubles(x -> x > 0 ? 1 : x < 0 ? -1 : 0)
          .longs(Long::signum)
          .lanes(() -> FloatLanes.SIGN, () -> DoubleLanes.SIGN);

  static final Primitive RECIPROCAL =
      Primitive.unary("reciprocal")
          .floats(x -> 1 / x)
          .doubles(x -> 1 / x)
          .lanes(() -> FloatLanes.RECIPROCAL, () -> DoubleLanes.RECIPROCAL)
          .gradient((x, y, g) -> g.neg().mul(y.mul(y)));

  static final Primitive SQRT =
      Primitive.unary("sqrt")
          .floats(x -> (float) Math.sqrt(x)) // exact: the double result rounds to the float one
          .doubles(x -> Math.sqrt(x))
          .lanes(() -> FloatLanes.SQRT, () -> DoubleLanes.SQRT)
          .gradient((x, y, g) -> g.div(y.mul(2)));

  static final Primitive RSQRT =
      Primitive.unary("rsqrt")
          .floats(x -> 1 / (float) Math.sqrt(x))
          .doubles(x -> 1 / Math.sqrt(x))
          .lanes(() -> FloatLanes.RSQRT, () -> DoubleLanes.RSQRT)
          .gradient((x, y, g) -> g.mul(-0.5).mul(y.mul(y).mul(y)));

  /** The greater; NaN if either is. Of equals, each gets half of the gradient. */
  static final Primitive MAX =
      Primitive.binary("max")
          .floats((a, b) -> Math.max(a, b))
          .doubles((a, b) -> Math.max(a, b))
          .longs(Math::max)
          .lanes(() -> FloatLanes.MAX, () -> DoubleLanes.MAX)
          .gradients(
              (a, b, y, g) -> a.equal(b).select(g.div(2), a.less(b).select(0, g)),
              (a, b, y, g) -> a.equal(b).select(g.div(2), b.less(a).select(0, g)));

  /** The smaller; NaN if either is. Of equals, each gets half of the gradient. */
  static final Primitive MIN =
      Primitive.binary("min")
          .floats((a, b) -> Math.min(a, b))
          .doubles((a, b) -> Math.min(a, b))
          .longs(Math::min)
          .lanes(() -> FloatLanes.MIN, () -> DoubleLanes.MIN)
          .gradients(
              (a, b, y, g) -> a.equal(b).select(g.div(2), b.less(a).select(0, g)),
              (a, b, y, g) -> a.equal(b).select(g.div(2), a.less(b).select(0, g)));

  /** {@code a ** b}. */
  static final Primitive POW =
      Primitive.binary("pow")
          .floats(FloatPowers::pow)
          .doubles(Arithmetic::power)
          .lanes(() -> PowerLanes.POW)
          .longs(Arithmetic::power)
          .gradients(
              (a, b, y, g) -> b.equal(0).select(0, g.mul(b.mul(a.pow(b.sub(1))))),
              (a, b, y, g) ->
                  a.equal(0).logicalAnd(b.greaterEqual(0)).select(0, g.mul(y.mul(a.log()))));

  /** Rounded to float32, whatever the dtype. */
  static final Primitive SINGLE =
      Primitive.unary("single").doubles(x -> (float) x).gradient((x, y, g) -> g);

  /** Division rounded towards minus infinity. */
  static final Primitive FLOOR_DIVIDE =
      Primitive.binary("floorDivide")
          .floats(FloatQuotients::floorDivide)
          .doubles(Arithmetic::floorDivide)
          .lanes(() -> QuotientLanes.FLOOR_DIVIDE)
          .longs((a, b) -> Math.floorDiv(a, nonZero(b)));

  /** Division rounded towards zero. */
  static final Primitive TRUNC_DIVIDE =
      Primitive.binary("truncDivide")
          .floats((a, b) -> (float) truncate(a / b))
          .doubles((a, b) -> truncate(a / b))
          .longs((a, b) -> a / nonZero(b));

  /** The remainder with the sign of the divisor, as Python's {@code %}. */
  static final Primitive REMAINDER =
      Primitive.binary("remainder")
          .floats(FloatQuotients::remainder)
          .doubles(Arithmetic::remainder)
          .lanes(() -> QuotientLanes.REMAINDER)
          .longs((a, b) -> Math.floorMod(a, nonZero(b)))
          .gradients((a, b, y, g) -> g, (a, b, y, g) -> g.neg().mul(a.floorDivide(b)));

  /** The remainder with the sign of the dividend, as C's {@code fmod}. */
  static final Primitive FMOD =
      Primitive.binary("fmod")
          .floats(FloatQuotients::fmod)
          .doubles((a, b) -> a % b)
          .lanes(() -> QuotientLanes.FMOD)
          .longs((a, b) -> a % nonZero(b))
          .gradients((a, b, y, g) -> g, (a, b, y, g) -> g.neg().mul(a.truncDivide(b)));

  /** {@code sqrt(a*a + b*b)} without overflow. */
  static final Primitive HYPOT =
      Primitive.binary("hypot")
          .floats(FloatPowers::hypot)
          .doubles(Math::hypot)
          .lanes(() -> PowerLanes.HYPOT)
          .gradients((a, b, y, g) -> g.mul(a.div(y)), (a, b, y, g) -> g.mul(b.div(y)));

  /** The size of a with the sign of b. */
  static final Primitive COPYSIGN =
      Primitive.binary("copysign")
          .floats((a, b) -> Math.copySign(a, b))
          .doubles((a, b) -> Math.copySign(a, b))
          .gradients(
              (a, b, y, g) -> a.equal(0).select(0, g.mul(y.div(a))),
              (a, b, y, g) -> Formula.constant(0));

  /** The float next to a on the way to b. */
  static final Primitive NEXT_AFTER =
      Primitive.binary("nextAfter")
          .floats((a, b) -> Math.nextAfter(a, b))
          .doubles((a, b) -> Math.nextAfter(a, b));

  /**
   * The m of {@code x = m * 2^e}, from 1/2 to below 1 in size; 0, nan and infinities as they are.
   */
  static final Primitive MANTISSA =
      Primitive.unary("mantissa").doubles(x -> Math.scalb(x, -exponent(x)));

  /** The e of {@code x = m * 2^e}; 0 for 0, nan and infinities. */
  static final Primitive EXPONENT = Primitive.unary("exponent").doubles(Arithmetic::exponent);

  private static int exponent(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return 0;
    }
    // a subnormal number is scaled up first
    return Math.abs(x) < Double.MIN_NORMAL
        ? Math.getExponent(x * 0x1p60) - 59
        : Math.getExponent(x) + 1;
  }

  static double power(double a, double b) {
    if (b == 2) {
      return a * a;
    }
    // Python and PyTorch: 1 ** nan and (-1) ** inf are 1; Java answers NaN
    if (a == 1 || (a == -1 && Double.isInfinite(b))) {
      return 1;
    }
    return Math.pow(a, b);
  }

  /** By squaring, modulo 2^64; a negative power of anything but 1 and -1 is 0, as in PyTorch. */
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return base == 1 ? 1 : base == -1 ? ((exponent & 1) == 0 ? 1 : -1) : 0;
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e != 0; e >>= 1) {
      if ((e & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** As Python: from the exact remainder, so that a // b and a % b fit together. */
  static double floorDivide(double a, double b) {
    if (b == 0) {
      return a / b;
    }
    double mod = a % b;
    double quotient = (a - mod) / b;
    if (mod != 0 && (b < 0) != (mod < 0)) {
      quotient -= 1;
    }
    if (quotient == 0) {
      return Math.copySign(0, a / b);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double remainder(double a, double b) {
    double mod = a % b;
    return mod != 0 && (b < 0) != (mod < 0) ? mod + b : mod;
  }

  static double truncate(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new GradError(ErrorKind.ZERO_DIVISION, "an integer tensor is divided by zero");
    }
    return divisor;
  }
}
