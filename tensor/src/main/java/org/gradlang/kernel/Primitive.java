package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.gradlang.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * A function of one, two or three numbers: its loops for every dtype that it is defined on, and the
 * gradient by each argument. The declarations stand in {@link Arithmetic}, {@link Exponential},
 * {@link Trigonometry}, {@link Special}, {@link Comparison} and {@link Logic}.
 */
public final class Primitive {
  private final String name;
  private final int arity;
  private @Nullable Loop floats;
  private @Nullable Loop doubles;
  private @Nullable Loop longs;
  private List<Rule> gradients = List.of();

  /** The gradient by one argument: from the arguments, the result and the cotangent. */
  interface Rule {
    Formula gradient(List<Formula> x, Formula result, Formula cotangent);
  }

  /** A rule of a function of one argument. */
  interface UnaryRule {
    Formula gradient(Formula x, Formula result, Formula cotangent);
  }

  /** A rule of a function of two arguments. */
  interface BinaryRule {
    Formula gradient(Formula a, Formula b, Formula result, Formula cotangent);
  }

  Primitive(String name, int arity) {
    this.name = name;
    this.arity = arity;
  }

  static Primitive unary(String name) {
    return new Primitive(name, 1);
  }

  static Primitive binary(String name) {
    return new Primitive(name, 2);
  }

  // Declarations: each sets one thing once, before the primitive is published.

  Primitive floats(Loops.FloatUnary function) {
    floats = Loops.ofFloats(function);
    return this;
  }

  Primitive floats(Loops.FloatBinary function) {
    floats = Loops.ofFloats(function);
    return this;
  }

  /** Defines it on float64, and by rounding on float32 unless that has a definition already. */
  Primitive doubles(DoubleUnaryOperator function) {
    doubles = Loops.ofDoubles(function);
    return floats == null ? floats(x -> (float) function.applyAsDouble(x)) : this;
  }

  /** Defines it on float64, and by rounding on float32 unless that has a definition already. */
  Primitive doubles(DoubleBinaryOperator function) {
    doubles = Loops.ofDoubles(function);
    return floats == null ? floats((a, b) -> (float) function.applyAsDouble(a, b)) : this;
  }

  Primitive longs(LongUnaryOperator function) {
    longs = Loops.ofLongs(function);
    return this;
  }

  Primitive longs(LongBinaryOperator function) {
    longs = Loops.ofLongs(function);
    return this;
  }

  /** Loops written out, where going through a function for each element would cost too much. */
  Primitive loops(Loop floatLoop, Loop doubleLoop, Loop longLoop) {
    floats = floatLoop;
    doubles = doubleLoop;
    longs = longLoop;
    return this;
  }

  /** The plain loops on floats, written out. */
  Primitive plain(Loop floatLoop, Loop doubleLoop) {
    floats = floatLoop;
    doubles = doubleLoop;
    return this;
  }

  /**
   * The same functions on vectors, which must give the same bits. They are suppliers because the
   * Vector API may be missing; both {@link FloatLanes} and {@link DoubleLanes} need it, and have a
   * method of this primitive's name.
   */
  Primitive lanes(Supplier<Object> floatLanes, Supplier<Object> doubleLanes) {
    doubles = adaptive(DType.FLOAT64, doubles, doubleLanes);
    return lanes(floatLanes);
  }

  Primitive lanes(Supplier<Object> floatLanes) {
    floats = adaptive(DType.FLOAT32, floats, floatLanes);
    return this;
  }

  private @Nullable Loop adaptive(DType dtype, @Nullable Loop plain, Supplier<Object> lanes) {
    if (plain == null) {
      return null;
    }
    Loop shared = OwnLoop.shared(plain); // vectors come in its place
    return new AdaptiveLoop(
        dtype, shared, () -> SimdKernels.loop(dtype, this, lanes.get(), shared));
  }

  Primitive gradient(UnaryRule rule) {
    gradients = List.of((x, y, g) -> rule.gradient(x.getFirst(), y, g));
    return this;
  }

  Primitive gradients(BinaryRule... rules) {
    List<Rule> list = new ArrayList<>();
    for (BinaryRule rule : rules) {
      list.add((x, y, g) -> rule.gradient(x.get(0), x.get(1), y, g));
    }
    gradients = List.copyOf(list);
    return this;
  }

  Primitive gradients(Rule... rules) {
    gradients = List.copyOf(Arrays.asList(rules));
    return this;
  }

  public String name() {
    return name;
  }

  public int arity() {
    return arity;
  }

  /** Whether it is computed on this dtype; bools are computed as 0 and 1 of int64. */
  public boolean supports(DType compute) {
    return slot(compute) != null;
  }

  /** The gradient by one argument; a constant 0 where none flows, as through comparisons. */
  Formula gradient(int argument, List<Formula> x, Formula result, Formula cotangent) {
    return gradients.isEmpty()
        ? Formula.constant(0)
        : gradients.get(argument).gradient(x, result, cotangent);
  }

  Loop loop(DType compute) {
    Loop loop = slot(compute);
    if (loop == null) {
      throw new IllegalStateException(name + " is not defined on " + compute);
    }
    return loop;
  }

  private @Nullable Loop slot(DType compute) {
    return switch (compute) {
      case FLOAT32 -> floats;
      case FLOAT64 -> doubles;
      case INT64, BOOL -> longs;
    };
  }

  /** Whether {@link FloatLanes} or {@link DoubleLanes} has it, under the same name. */
  boolean hasLanes(DType compute) {
    return slot(compute) instanceof AdaptiveLoop;
  }

  Formula of(Formula... arguments) {
    return new Apply(this, List.of(arguments));
  }

  @Override
  public String toString() {
    return name;
  }
}
