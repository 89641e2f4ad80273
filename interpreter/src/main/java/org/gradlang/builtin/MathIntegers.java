package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.math.BigInteger;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Types;
import org.gradlang.value.number.Integers;

/** The functions of {@code math} on ints. */
final class MathIntegers {
  private MathIntegers() {}

  static void declare(Builtins builtins) {
    builtins.function(
        "math.gcd", () -> fold("gcd", "The greatest int that divides all.", 0, MathIntegers::gcd));
    builtins.function(
        "math.lcm", () -> fold("lcm", "The least int that all divide.", 1, MathIntegers::lcm));
    builtins.function(
        "math.factorial",
        () ->
            Builtin.of(
                "factorial(n: int)", "1 * 2 * ... * n.", a -> factorial((Long) value(a, 0))));
    builtins.function(
        "math.isqrt",
        () ->
            Builtin.of(
                "isqrt(n: int)",
                "The square root, without its decimals.",
                a -> squareRoot((Long) value(a, 0))));
    builtins.function(
        "math.comb",
        () ->
            Builtin.of(
                "comb(n: int, k: int)",
                "In how many ways k of n things can be chosen.",
                a -> combinations((Long) value(a, 0), (Long) value(a, 1))));
    builtins.function(
        "math.perm",
        () ->
            Builtin.of(
                "perm(n: int, k: int? = None)",
                "In how many orders k of n things can be laid.",
                a ->
                    permutations(
                        (Long) value(a, 0), a[1] == null ? (Long) value(a, 0) : (Long) a[1])));
  }

  private static Callable fold(
      String name, String documentation, long start, LongBinaryOperator step) {
    return Builtin.of(
        name + "(*integers: any)",
        documentation,
        a -> {
          long result = start;
          for (Object value : (List<?>) value(a, 0)) {
            result = step.applyAsLong(result, whole(name, value));
          }
          return result;
        });
  }

  private static long whole(String name, Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    throw new GradError(
        ErrorKind.TYPE, "math." + name + "() takes ints, not " + Types.described(value));
  }

  private static long gcd(long a, long b) {
    return fitting("gcd", BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)));
  }

  private static long lcm(long a, long b) {
    return a == 0 || b == 0 ? 0 : Integers.abs(Integers.multiply(a / gcd(a, b), b));
  }

  private static Long factorial(long n) {
    notNegative("factorial", n);
    return permutations(n, n);
  }

  private static Long squareRoot(long n) {
    notNegative("isqrt", n);
    return BigInteger.valueOf(n).sqrt().longValue();
  }

  private static Long permutations(long n, long k) {
    notNegative("perm", n);
    notNegative("perm", k);
    long result = 1;
    for (long i = 0; i < k && result != 0; i++) {
      result = Integers.multiply(result, n - i);
    }
    return result;
  }

  private static Long combinations(long n, long k) {
    notNegative("comb", n);
    notNegative("comb", k);
    if (k > n) {
      return 0L;
    }
    BigInteger result = BigInteger.ONE;
    for (long i = 1; i <= Math.min(k, n - k); i++) {
      result = result.multiply(BigInteger.valueOf(n - i + 1)).divide(BigInteger.valueOf(i));
      fitting("comb", result);
    }
    return fitting("comb", result);
  }

  private static long fitting(String name, BigInteger result) {
    if (result.bitLength() > 63) {
      throw Integers.overflow("math." + name + "()");
    }
    return result.longValue();
  }

  private static void notNegative(String name, long n) {
    if (n < 0) {
      throw new GradError(ErrorKind.VALUE, "math." + name + "() takes no negative ints");
    }
  }
}
