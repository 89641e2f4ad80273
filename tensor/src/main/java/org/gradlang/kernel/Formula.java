package org.gradlang.kernel;

import java.util.BitSet;
import java.util.List;

/**
 * A pointwise expression: inputs, constants, and primitives applied to them.
 *
 * <p>An input is a tensor or a number; which, is decided when the formula runs. Formulas are
 * immutable and compare by structure. Comparisons yield 1 or 0. They read like the mathematics:
 *
 * <pre>{@code Formula silu = x.mul(x.sigmoid());}</pre>
 */
public sealed interface Formula extends FormulaMethods, SpecialFormulas
    permits Formula.Input, Constant, Apply {

  /** The operand at {@code index}, from 0. */
  record Input(int index) implements Formula {
    @Override
    public String toString() {
      return "x" + index;
    }
  }

  static Formula input(int index) {
    return new Input(index);
  }

  static Formula constant(double value) {
    return new Constant(value);
  }

  /** The inputs that occur, and so what must be kept to evaluate this later. */
  default BitSet inputs() {
    BitSet found = new BitSet();
    for (Formula part : Parts.of(this)) {
      if (part instanceof Input(int index)) {
        found.set(index);
      }
    }
    return found;
  }

  /** One more than the highest input. */
  default int arity() {
    return inputs().length();
  }

  /** This formula with {@code replacements.get(i)} for input i. */
  default Formula substitute(List<? extends Formula> replacements) {
    return Parts.rewrite(this, part -> part instanceof Input(int i) ? replacements.get(i) : part);
  }

  /** This formula with its inputs renumbered: {@code order[k]} becomes input k. */
  default Formula renumbered(int... order) {
    return Parts.rewrite(
        this,
        part -> {
          if (part instanceof Input(int i)) {
            for (int k = 0; k < order.length; k++) {
              if (order[k] == i) {
                return new Input(k);
              }
            }
          }
          return part;
        });
  }

  /**
   * The gradient with respect to input {@code index} of an n-ary formula: a formula of its n
   * inputs, of its result (input n) and of the cotangent (input n + 1). It reads the result
   * wherever that saves reading an input.
   */
  default Formula gradient(int index, int arity) {
    return Gradient.of(this, index, arity);
  }

  /** An equal formula, smaller where it can be; exact save for signs of zero and NaN times 0. */
  default Formula simplified() {
    return Simplifier.simplify(this);
  }
}
