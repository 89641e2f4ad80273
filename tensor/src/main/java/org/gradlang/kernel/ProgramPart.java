package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Steps of a program, one behind the other, that one loop may do.
 *
 * @param steps the steps
 * @param inputs the slots that are read before they are written
 * @param outputs the slots whose values are read after these steps
 */
record ProgramPart(List<Program.Step> steps, BitSet inputs, BitSet outputs) {
  /** The steps from one number to another, excluding that. */
  static ProgramPart of(Program program, int from, int to) {
    List<Program.Step> steps = program.steps().subList(from, to);
    BitSet inputs = new BitSet();
    BitSet written = new BitSet();
    for (Program.Step step : steps) {
      for (int slot : reads(step)) {
        if (!written.get(slot)) {
          inputs.set(slot);
        }
      }
      written.set(step.out());
    }
    written.and(live(program, to));
    return new ProgramPart(steps, inputs, written);
  }

  /** Steps that stand for themselves: they read some slots from outside, and one result is read. */
  static ProgramPart alone(BitSet inputs, int result, Program.Step... steps) {
    BitSet outputs = new BitSet();
    outputs.set(result);
    return new ProgramPart(List.of(steps), inputs, outputs);
  }

  /** Whether a slot is read or written outside of these steps. */
  boolean has(int slot) {
    return inputs.get(slot) || outputs.get(slot);
  }

  /** Whether any of the steps has a short form. */
  boolean hasShortForm(LaneCode lanes) {
    return steps.stream().anyMatch(step -> lanes.hasShortForm(step.primitive().name()));
  }

  /** The slots that a step reads, some perhaps twice. */
  static List<Integer> reads(Program.Step step) {
    List<Integer> slots = new ArrayList<>(List.of(step.a()));
    if (step.primitive().arity() > 1) {
      slots.add(step.b());
    }
    if (step.primitive().arity() > 2) {
      slots.add(step.c());
    }
    return slots;
  }

  /** The slots whose values before this step are read by it or later. */
  private static BitSet live(Program program, int step) {
    BitSet live = program.resultSlots();
    for (int i = program.steps().size() - 1; i >= step; i--) {
      Program.Step later = program.steps().get(i);
      live.clear(later.out());
      reads(later).forEach(live::set);
    }
    return live;
  }
}
