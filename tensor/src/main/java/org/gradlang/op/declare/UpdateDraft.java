package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.PointwiseUpdate;
import org.gradlang.op.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * The formulas of an {@link Update} while they are written down, for one choice of what is there
 * among the arguments.
 */
public final class UpdateDraft {
  private final Signature signature;
  private final boolean[] there;
  private final List<Integer> complements = new ArrayList<>();
  private final List<PointwiseUpdate.Write> writes = new ArrayList<>();
  private int changes = 1;

  UpdateDraft(Signature signature, @Nullable Object[] bound) {
    this.signature = signature;
    this.there = new boolean[bound.length];
    for (int i = 0; i < bound.length; i++) {
      there[i] = Update.isOn(bound[i]);
    }
  }

  /** Whether an argument is neither None nor 0 nor False. */
  public boolean has(String parameter) {
    return there[signature.require(parameter)];
  }

  /** The elements of a tensor before the change, or a number. */
  public Formula of(String parameter) {
    return Formula.input(signature.require(parameter));
  }

  /** 1 minus a number, rounded once. */
  public Formula complement(String parameter) {
    int place = signature.require(parameter);
    int known = complements.indexOf(place);
    if (known < 0) {
      known = complements.size();
      complements.add(place);
    }
    return Formula.input(there.length + known);
  }

  /** Says what the elements of a tensor become; gives the formula. */
  public Formula write(String parameter, Formula formula) {
    writes.add(new PointwiseUpdate.Write(signature.require(parameter), formula));
    return formula;
  }

  /**
   * Says how many changes in place of the first tensor this stands for; its version counts them.
   */
  public void changes(int count) {
    changes = count;
  }

  /** What was written down. */
  UpdateVariant finish() {
    return new UpdateVariant(
        changes,
        writes.stream().mapToInt(PointwiseUpdate.Write::target).toArray(),
        complements.stream().mapToInt(Integer::intValue).toArray(),
        PointwiseUpdate.of(writes));
  }
}
