package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * A formula as steps over slots: operands first, then constants, then temporaries, which are shared
 * by values that do not live at the same time. Equal parts are computed once.
 */
final class Program {
  /** One primitive: {@code slot[out] = primitive(slot[a], slot[b], slot[c])}. */
  record Step(Primitive primitive, int a, int b, int c, int out) {
    boolean reads(int slot) {
      return a == slot || b == slot || c == slot;
    }
  }

  /** So many choices of dtype, and of operands that are numbers, have loops of their own. */
  private static final int FORMS = 4;

  private final int operands;
  private final Scalar[] constants;
  private final List<Step> steps;
  private final int[] results;
  private final int slots;
  private List<ProgramLoops> loops = List.of(); // two threads may both add one: no harm

  private Program(List<Formula> formulas) {
    List<Formula> parts = Parts.of(formulas);
    operands = formulas.stream().mapToInt(Formula::arity).max().orElse(0);
    constants =
        parts.stream()
            .filter(Constant.class::isInstance)
            .map(part -> Scalar.of(((Constant) part).value()))
            .toArray(Scalar[]::new);
    Assembly assembly = new Assembly(parts, formulas, operands, operands + constants.length);
    results = assembly.assemble();
    steps = List.copyOf(assembly.steps);
    slots = assembly.slots;
  }

  static Program of(Formula formula) {
    return of(List.of(formula));
  }

  /** A program with several results. */
  static Program of(List<Formula> formulas) {
    return new Program(formulas);
  }

  int operands() {
    return operands;
  }

  Scalar[] constants() {
    return constants;
  }

  List<Step> steps() {
    return steps;
  }

  int slots() {
    return slots;
  }

  /**
   * Loops over vectors for this program, or null where steps cannot become one.
   *
   * @param uniform the slots that hold one number for all elements
   */
  @Nullable ProgramLoops loops(DType compute, BitSet uniform) {
    if (steps.size() < 2 || !compute.isFloating()) {
      return null;
    }
    List<ProgramLoops> known = loops;
    for (ProgramLoops those : known) {
      if (those.areFor(compute, uniform)) {
        return those;
      }
    }
    if (known.size() == FORMS) {
      return null;
    }
    List<ProgramLoops> more = new ArrayList<>(known);
    more.add(new ProgramLoops(this, compute, uniform));
    loops = List.copyOf(more);
    return more.getLast();
  }

  /**
   * The slot of the only result: the last step's, or an operand or constant when there is no step.
   */
  int result() {
    return results[0];
  }

  /** The slot of the result of this number. */
  int result(int number) {
    return results[number];
  }

  /** Whether no step reads an operand after the result of this number is there. */
  boolean isLast(int operand, int number) {
    boolean there = false;
    for (Step step : steps) {
      if (there && step.reads(operand)) {
        return false;
      }
      there |= step.out() == results[number];
    }
    return there && Arrays.stream(results).noneMatch(slot -> slot == operand);
  }

  /** The slots of all results. */
  BitSet resultSlots() {
    BitSet slots = new BitSet();
    Arrays.stream(results).forEach(slots::set);
    return slots;
  }

  /** Whether an operand matters. */
  boolean reads(int operand) {
    return steps.stream().anyMatch(step -> step.reads(operand))
        || Arrays.stream(results).anyMatch(slot -> slot == operand);
  }

  /** Whether a slot is a temporary. */
  boolean isTemporary(int slot) {
    return slot >= operands + constants.length;
  }

  /** Gives every part a slot, and a temporary's slot to another part after its last use. */
  private static final class Assembly {
    private final List<Formula> parts;
    private final List<Formula> formulas;
    private final Map<Formula, Integer> slotOf = new HashMap<>();
    private final Map<Formula, Integer> uses = new HashMap<>();
    private final List<Integer> free = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final int operands;
    private final int fixed;
    private int slots;

    /** The first {@code fixed} slots are those of operands and constants. */
    Assembly(List<Formula> parts, List<Formula> formulas, int operands, int fixed) {
      this.parts = parts;
      this.formulas = formulas;
      this.operands = operands;
      this.fixed = fixed;
      this.slots = fixed;
      // a result is used once more, after all steps: its slot is never given away
      formulas.forEach(formula -> uses.merge(formula, 1, Integer::sum));
      for (Formula part : parts) {
        if (part instanceof Apply apply) {
          apply.arguments().forEach(argument -> uses.merge(argument, 1, Integer::sum));
        }
      }
    }

    int[] assemble() {
      int constant = operands;
      for (Formula part : parts) {
        switch (part) {
          case Formula.Input input -> slotOf.put(input, input.index());
          case Constant value -> slotOf.put(value, constant++);
          case Apply apply -> emit(apply);
        }
      }
      return formulas.stream().mapToInt(this::slot).toArray();
    }

    private void emit(Apply apply) {
      int[] in = new int[3];
      Arrays.setAll(in, i -> slot(apply.argument(Math.min(i, apply.arguments().size() - 1))));
      // arguments die first: a step may write over its own argument, element by element
      apply.arguments().forEach(this::use);
      // a result has its slot for itself: it may be where the result is wanted
      boolean kept = formulas.contains(apply);
      int out = kept || free.isEmpty() ? slots++ : free.removeLast();
      slotOf.put(apply, out);
      steps.add(new Step(apply.primitive(), in[0], in[1], in[2], out));
    }

    private void use(Formula argument) {
      int left = uses.merge(argument, -1, Integer::sum);
      if (left == 0 && slot(argument) >= fixed) {
        free.add(slot(argument));
      }
    }

    private int slot(Formula part) {
      return slotOf.getOrDefault(part, -1);
    }
  }
}
