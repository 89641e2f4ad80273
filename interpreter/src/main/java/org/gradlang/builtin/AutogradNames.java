package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.Autograd;
import org.gradlang.autograd.Leaves;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** The namespace {@code autograd}: what of it is made in Java. */
final class AutogradNames {
  private AutogradNames() {}

  static void declare(Builtins builtins) {
    builtins.function("autograd.grad", AutogradNames::grad);
    builtins.function("autograd.backward", AutogradNames::backward);
    builtins.function("autograd.function", AutogradNames::function);
    builtins.function("autograd.require_leaf", AutogradNames::requireLeaf);
    builtins.function("autograd.checkpoint", Checkpointing::function);
    builtins.function("autograd.detect_anomaly", AutogradNames::detectAnomaly);
    builtins.function("autograd.set_detect_anomaly", AutogradNames::detectAnomaly);
  }

  private static Callable grad() {
    return Builtin.of(
            "grad(outputs: any, inputs: any, grad_outputs: any = None, retain_graph: bool? = None,"
                + " create_graph: bool = False, allow_unused: bool? = None, *, only_inputs: bool ="
                + " True, is_grads_batched: bool = False, materialize_grads: bool = False)",
            "The gradients of the outputs' sum with respect to the inputs, as a tuple. The .grad of"
                + " leaves stays as it is.",
            AutogradNames::gradients)
        .borrowing();
  }

  private static Object gradients(@Nullable Object[] a) {
    List<Tensor> outputs = tensors("outputs", a[0]);
    List<Tensor> inputs = tensors("inputs", a[1]);
    List<@Nullable Tensor> starts = starts("grad_outputs", a[2]);
    refuse(Boolean.FALSE.equals(a[6]), "only_inputs=False is not supported");
    refuse(
        Boolean.TRUE.equals(a[8]) && Boolean.FALSE.equals(a[5]),
        "materialize_grads=True gives zeros for unused inputs, so allow_unused cannot be False");
    boolean batched = Boolean.TRUE.equals(a[7]) && starts != null;
    @Nullable Tensor[] found =
        batched
            ? BatchedGradients.of(starts, row -> gradients(a, outputs, inputs, row, true))
            : gradients(a, outputs, inputs, starts, (Boolean) a[3]);
    Object[] values = new Object[found.length];
    for (int i = 0; i < values.length; i++) {
      Tensor gradient = found[i];
      values[i] = gradient == null ? None.NONE : gradient;
    }
    return TupleValue.of(values);
  }

  private static @Nullable Tensor[] gradients(
      @Nullable Object[] a,
      List<Tensor> outputs,
      List<Tensor> inputs,
      @Nullable List<@Nullable Tensor> starts,
      @Nullable Boolean retainGraph) {
    return Autograd.grad(
        outputs,
        inputs,
        starts,
        retainGraph,
        Boolean.TRUE.equals(a[4]),
        Boolean.TRUE.equals(a[5]),
        Boolean.TRUE.equals(a[8]));
  }

  private static void refuse(boolean refused, String message) {
    if (refused) {
      throw new GradError(ErrorKind.VALUE, message);
    }
  }

  private static Callable backward() {
    return Builtin.doing(
        "backward(tensors: any, grad_tensors: any = None, retain_graph: bool? = None,"
            + " create_graph: bool = False, *, inputs: any = None)",
        "Adds the gradients of the tensors' sum to the .grad of the leaves, or of inputs alone.",
        a ->
            Autograd.backward(
                tensors("tensors", a[0]),
                starts("grad_tensors", a[1]),
                (Boolean) a[2],
                Boolean.TRUE.equals(a[3]),
                a[4] == None.NONE ? null : tensors("inputs", a[4])));
  }

  private static Callable function() {
    return Builtin.of(
        "function(forward: fn, backward: fn)",
        "A function with its own gradient: forward(ctx, *inputs) computes it, backward(ctx, *grads)"
            + " gives one gradient for each input. ctx carries what backward needs.",
        a -> new CustomFunction(Calls.callable(some(a[0])), Calls.callable(some(a[1]))));
  }

  private static Callable requireLeaf() {
    return Builtin.doing(
        "require_leaf(tensor: tensor)",
        "An error if the tensor is the result of a recorded operation, with the line of that: for"
            + " what trains leaves, such as optimizers.",
        a -> Leaves.requireLeaf((Tensor) java.util.Objects.requireNonNull(a[0])));
  }

  private static Callable detectAnomaly() {
    return Builtin.doing(
        "detect_anomaly(mode: bool = True)",
        "Whether a backward pass stops at the first gradient that is nan, and names the line that"
            + " made it.",
        a -> Context.current().setAnomalyDetection(Boolean.TRUE.equals(a[0])));
  }

  private static List<Tensor> tensors(String parameter, @Nullable Object value) {
    List<Tensor> tensors = new ArrayList<>();
    for (Object element : value instanceof List<?> several ? several : List.of(some(value))) {
      if (!(element instanceof Tensor tensor)) {
        throw wrong(parameter, element);
      }
      tensors.add(tensor);
    }
    return tensors;
  }

  private static @Nullable List<@Nullable Tensor> starts(String parameter, @Nullable Object value) {
    if (value == None.NONE) {
      return null;
    }
    List<@Nullable Tensor> tensors = new ArrayList<>();
    for (Object element : value instanceof List<?> several ? several : List.of(some(value))) {
      if (!(element instanceof Tensor) && element != None.NONE) {
        throw wrong(parameter, element);
      }
      tensors.add(element instanceof Tensor tensor ? tensor : null);
    }
    return tensors;
  }

  private static Object some(@Nullable Object value) {
    return value == null ? None.NONE : value;
  }

  private static GradError wrong(String parameter, Object value) {
    return new GradError(
        ErrorKind.TYPE,
        "'" + parameter + "' must be a tensor or a list of tensors, not " + Types.described(value));
  }
}
