package org.gradlang.stdlib;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gradlang.Declarations;
import org.gradlang.autograd.Leaves;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.jspecify.annotations.Nullable;

/**
 * A step of Adam on the parameters of a group, which {@code adam.grad} asks for before it does one
 * by one what is left: a net of ten units has parameters of some ten elements, and to look up what
 * belongs to one of them and to call the operation on it took 1.7 us.
 *
 * <p>It does what the loop in Grad does, in the same order, as long as nothing is unusual: it stops
 * before the first parameter for which anything is, be it an error, and the loop goes on there.
 */
final class AdamGroup {
  /** Parameters that go through the formulas together. */
  private static final int MOST = 8;

  /** And so many of their elements, as one pass is better for. */
  private static final int SMALL = 512;

  /** What looking a parameter up is worth, in elements. */
  private static final int LOOK = 64;

  private final Context context;
  private final Op operation = Objects.requireNonNull(Operations.find("optim_adam_"));
  private final AdamOptions options;
  private final DictValue states;

  /** Parameters that come one after the other, have made as many steps, and share nothing. */
  private final List<AdamState> together = new ArrayList<>(MOST);

  private int elements;

  private AdamGroup(Context context, AdamOptions options, DictValue states) {
    this.context = context;
    this.options = options;
    this.states = states;
  }

  static void declare(Declarations names) {
    names.later("optim.base.adam_group", AdamGroup::builtin);
  }

  private static Callable builtin() {
    return Builtin.of(
        "adam_group(group: any, states: any, decoupled: bool)",
        "A step of Adam on the first parameters of a group; how many they are.",
        a -> (long) steps(a[0], a[1], (Boolean) a[2]));
  }

  private static int steps(@Nullable Object group, @Nullable Object states, boolean decoupled) {
    Context context = Context.current();
    if (context.isRecording()
        || context.trace() != null
        || !(group instanceof DictValue known)
        || !(states instanceof DictValue own)
        || !(known.get("params") instanceof ListValue params)
        || params.isIterator()) {
      return 0;
    }
    context.fusion().settle(); // what waits to be computed may read what is changed here
    AdamOptions options = AdamOptions.of(known, decoupled);
    return options == null ? 0 : new AdamGroup(context, options, own).run(params);
  }

  private int run(ListValue params) {
    for (int i = 0; i < params.size(); i++) {
      context.worked(LOOK);
      if (!(params.get(i) instanceof Tensor param) || !param.isLeaf()) {
        apply();
        return i;
      }
      Tensor gradient = Leaves.lentGrad(param);
      if (gradient != null) {
        AdamState next = state(param, gradient);
        if (next == null || !goesAlong(next)) {
          apply();
          next = state(param, gradient); // which may read what was written just now
        }
        if (next == null) {
          return i;
        }
        together.add(next);
        elements += param.numel();
      }
    }
    apply();
    return params.size();
  }

  private @Nullable AdamState state(Tensor param, Tensor gradient) {
    return states.get(param) instanceof DictValue state
        ? AdamState.of(param, gradient, state, options.amsgrad())
        : null;
  }

  private boolean goesAlong(AdamState next) {
    if (together.isEmpty()) {
      return true;
    }
    if (together.size() == MOST
        || elements + next.param().numel() > SMALL
        || next.steps() != together.getFirst().steps()
        || !next.isApart()
        || !together.getFirst().isApart()) {
      return false;
    }
    for (AdamState other : together) {
      if (!next.isApart(other)) {
        return false;
      }
    }
    return true;
  }

  /** Makes the step on those that wait for it. */
  private void apply() {
    if (together.isEmpty()) {
      return;
    }
    @Nullable Object[] numbers = options.numbers(together.getFirst().steps() + 1);
    @Nullable Object[][] calls = new @Nullable Object[together.size()][];
    for (int i = 0; i < calls.length; i++) {
      AdamState state = together.get(i);
      state.count(context);
      calls[i] = state.bound(numbers);
    }
    together.clear();
    elements = 0;
    operation.callEach(context, calls);
  }
}
