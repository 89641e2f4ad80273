package org.gradlang.kernel;

/** What int64 alone has: divisors, shifts, and what becomes of floats. */
final class Integers {
  private Integers() {}

  /** The greatest common divisor, never negative; that of 0 and 0 is 0. */
  static final Primitive GCD = Primitive.binary("gcd").longs(Integers::gcd);

  /** The least common multiple, never negative; 0 where either is. */
  static final Primitive LCM =
      Primitive.binary("lcm").longs((a, b) -> a == 0 || b == 0 ? 0 : Math.abs(a / gcd(a, b) * b));

  /** What is shifted out on the left is lost; a negative shift, or one of 64 and more, leaves 0. */
  static final Primitive SHIFT_LEFT =
      Primitive.binary("shiftLeft").longs((a, b) -> b < 0 || b > 63 ? 0 : a << b);

  /** Rounds down; a negative shift, or one of 64 and more, leaves only the sign. */
  static final Primitive SHIFT_RIGHT =
      Primitive.binary("shiftRight").longs((a, b) -> a >> (b < 0 || b > 63 ? 63 : b));

  /** Towards 0; what no int64 holds, nan included, is the least one, as in PyTorch. */
  static long whole(double x) {
    return Math.abs(x) < 0x1p63 ? (long) x : Long.MIN_VALUE;
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return Math.abs(x);
  }
}
