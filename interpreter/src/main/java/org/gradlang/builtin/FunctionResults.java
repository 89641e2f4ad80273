package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.CustomNode;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Views;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** What the forward of a function of autograd gave, and its place in the graph. */
final class FunctionResults {
  private final FunctionContext ctx;
  private final Object[] arguments;
  private final List<Tensor> tensors = new ArrayList<>();

  FunctionResults(FunctionContext ctx, Object[] arguments) {
    this.ctx = ctx;
    this.arguments = arguments;
  }

  /** The tensors among the results, as the caller gets them. */
  List<Tensor> tensors() {
    return tensors;
  }

  /** The results where nothing is recorded: no argument that was given back has a graph. */
  Object unrecorded(Context context, Object answer) {
    ctx.changed().forEach(tensor -> Graph.countChange(context, tensor));
    return withoutGraph(answer);
  }

  private Object withoutGraph(Object answer) {
    if (answer instanceof Tensor tensor) {
      boolean tracked = position(arguments, tensor) >= 0 && tensor.requiresGrad();
      return tracked && !isChanged(tensor) ? tensor.detach() : tensor;
    }
    List<Object> results = new ArrayList<>();
    for (Object one : several(answer)) {
      results.add(one instanceof Tensor ? withoutGraph(one) : one);
    }
    return TupleValue.copyOf(results);
  }

  /** The results as results of the node. */
  Object attached(Context context, CustomNode node, Object answer) {
    List<?> all = answer instanceof Tensor ? List.of(answer) : several(answer);
    checkChanged(all);
    int tracked = 0;
    for (Object one : all) {
      tracked += one instanceof Tensor tensor && ctx.isDifferentiable(tensor) ? 1 : 0;
    }
    List<Object> attached = new ArrayList<>();
    for (Object one : all) {
      Object result = one;
      if (one instanceof Tensor tensor) {
        result = attach(context, node, tensor, tracked);
        tensors.add((Tensor) result);
      }
      attached.add(result);
    }
    return answer instanceof Tensor ? attached.get(0) : TupleValue.copyOf(attached);
  }

  private Tensor attach(Context context, CustomNode node, Tensor tensor, int tracked) {
    int number = tensors.size();
    int argument = position(arguments, tensor);
    if (!ctx.isDifferentiable(tensor)) {
      node.untracked(number, tensor);
      return tensor.requiresGrad() ? tensor.detach() : tensor;
    }
    if (isChanged(tensor)) {
      node.changed(context, number, tensor, argument, tracked);
      return tensor;
    }
    Tensor result = tensor;
    if (argument >= 0) {
      result = Views.ofArgument(tensor); // the argument keeps its own place in the graph
    } else if (!Views.isView(tensor) && tensor.requiresGrad()) {
      result = tensor.detach(); // and so does a tensor from elsewhere
    }
    node.result(number, result, tracked > 1);
    return result;
  }

  private void checkChanged(List<?> results) {
    for (Tensor tensor : ctx.changed()) {
      if (position(results.toArray(), tensor) < 0) {
        throw new GradError(
                ErrorKind.AUTOGRAD,
                "forward marked a tensor as dirty, but did not give it back as a result")
            .note(tensor.origin(), "the tensor was made here")
            .help("a function returns the arguments that it changed in place");
      }
    }
  }

  private boolean isChanged(Tensor tensor) {
    return position(ctx.changed().toArray(), tensor) >= 0;
  }

  private static int position(@Nullable Object[] values, Tensor tensor) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == tensor) {
        return i;
      }
    }
    return -1;
  }

  private static List<?> several(Object answer) {
    if (answer instanceof List<?> several) {
      return several;
    }
    throw new GradError(
        ErrorKind.TYPE,
        "forward must give a tensor or a tuple of them, not " + Types.described(answer));
  }
}
