package org.gradlang.module;

import java.util.Arrays;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/**
 * The full backward hooks of one call of an instance.
 *
 * <p>The inputs and the outputs pass through a {@link Gate} each, so that all their gradients come
 * by together: those of the outputs first, and then, with the hooks' say, those of the inputs.
 */
final class BackwardHooks {
  private final ModuleInstance module;
  private final List<HookEntry> before;
  private final List<HookEntry> hooks;
  private int inputs;
  private boolean inputsMatter;
  private TupleValue gradOutput = TupleValue.EMPTY;

  /**
   * The hooks of a call that begins now.
   *
   * @param before those that see the gradients of the outputs first
   */
  BackwardHooks(ModuleInstance module, List<HookEntry> before, List<HookEntry> hooks) {
    this.module = module;
    this.before = before;
    this.hooks = hooks;
  }

  /** The arguments behind their gate. */
  Arguments watchInputs(Arguments arguments) {
    Object[] values = arguments.values().clone();
    inputs = arguments.positional();
    Gate gate = Gate.close(values, inputs);
    if (gate != null) {
      inputsMatter = true;
      gate.registerHook((before, after) -> answered(before, gate));
    }
    return new Arguments(values, arguments.keywords());
  }

  /** The output behind its gate. */
  Object watchOutputs(Object output) {
    boolean several = output instanceof TupleValue;
    Object[] values = several ? ((TupleValue) output).toArray() : new Object[] {output};
    Gate gate = Gate.close(values, values.length);
    if (gate == null) {
      return output;
    }
    gate.registerPreHook(arrived -> arrived(gate.spread(arrived), gate));
    return several ? TupleValue.of(values) : values[0];
  }

  private @Nullable Tensor @Nullable [] arrived(TupleValue gradients, Gate gate) {
    gradOutput = gradients;
    for (HookEntry hook : before) {
      Object answer = hook.function().call(Arguments.of(module, gradOutput));
      if (answer != None.NONE) {
        gradOutput = replacement(answer, gradOutput.size(), "outputs", hook.function());
      }
    }
    if (!inputsMatter) {
      Object[] none = new Object[inputs];
      Arrays.fill(none, None.NONE);
      call(TupleValue.of(none));
    }
    return before.isEmpty() ? null : gate.gather(gradOutput);
  }

  private @Nullable Tensor @Nullable [] answered(@Nullable Tensor[] gradients, Gate gate) {
    TupleValue before = gate.spread(gradients);
    TupleValue after = call(before);
    return after == before ? null : gate.gather(after);
  }

  /** Calls the hooks one after the other; each may answer other gradients of the inputs. */
  private TupleValue call(TupleValue gradInput) {
    TupleValue current = gradInput;
    for (HookEntry hook : hooks) {
      Object answer = hook.function().call(Arguments.of(module, current, gradOutput));
      if (answer != None.NONE) {
        current = replacement(answer, current.size(), "inputs", hook.function());
      }
    }
    return current;
  }

  private static TupleValue replacement(Object answer, int count, String what, Callable hook) {
    TupleValue given = answer instanceof TupleValue tuple ? tuple : TupleValue.of(answer);
    for (Object gradient : given) {
      if (gradient != None.NONE && !(gradient instanceof Tensor)) {
        throw new GradError(
                ErrorKind.TYPE,
                "a backward hook answers tensors or None, not " + Types.described(gradient))
            .note(hook.origin(), "this is the hook");
      }
    }
    if (given.size() != count) {
      String text = "a backward hook answered " + given.size() + " gradients for ";
      throw new GradError(ErrorKind.VALUE, text + count + " " + what)
          .note(hook.origin(), "this is the hook");
    }
    return given;
  }
}
