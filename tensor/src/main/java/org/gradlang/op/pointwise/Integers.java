package org.gradlang.op.pointwise;

import static org.gradlang.kernel.Formula.input;

import org.gradlang.kernel.Formula;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;

/** What int64 alone has: divisors and shifts. */
public final class Integers {
  private Integers() {}

  public static void declare(Family family) {
    Formula x = input(0);
    Formula y = input(1);
    family
        .pointwise(two("gcd", x.gcd(y)), "The greatest common divisor of two ints.")
        .samples("gcd(tensor([12, 18]), 8)");
    family
        .pointwise(two("lcm", x.lcm(y)), "The least common multiple of two ints.")
        .samples("lcm(tensor([12, 18]), 8)");
    family
        .pointwise(two("bitwise_left_shift", x.shiftLeft(y)), "input * 2 ** other, of ints.")
        .samples("bitwise_left_shift(tensor([5, 6]), 1)");
    family
        .pointwise(
            two("bitwise_right_shift", x.shiftRight(y)),
            "input / 2 ** other, of ints, rounded down.")
        .samples("bitwise_right_shift(tensor([5, 6]), 1)");
  }

  private static PointwiseFunction two(String name, Formula formula) {
    return new PointwiseFunction(name, "NotImplemented", formula, 2, 2, DTypeRule.INTEGER);
  }
}
