package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.autograd.CustomNode;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** The {@code ctx} of one call of a {@code autograd.function}: what forward leaves for backward. */
final class FunctionContext implements Attributes {
  private static final List<String> NAMES =
      List.of(
          "save_for_backward",
          "saved_tensors",
          "needs_input_grad",
          "mark_non_differentiable",
          "mark_dirty",
          "set_materialize_grads");

  private final Map<String, Object> own = new LinkedHashMap<>();
  private final TupleValue needs;
  private final List<@Nullable Tensor> saved = new ArrayList<>();
  private final List<Tensor> untracked = new ArrayList<>();
  private final List<Tensor> changed = new ArrayList<>();
  private boolean materializes = true;
  private @Nullable CustomNode node;

  /**
   * The context of a call.
   *
   * @param needs for each argument whether it needs a gradient
   */
  FunctionContext(TupleValue needs) {
    this.needs = needs;
  }

  /** Hands over to the node of the call, once its results are attached. */
  void moveTo(CustomNode recorded, List<Tensor> results) {
    recorded.setMaterializes(materializes);
    recorded.save(saved, results);
    saved.clear();
    node = recorded;
  }

  boolean isDifferentiable(Tensor result) {
    return result.dtype().isFloating() && untracked.stream().noneMatch(t -> t == result);
  }

  /** The arguments that forward changed in place. */
  List<Tensor> changed() {
    return changed;
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "save_for_backward" ->
          Builtin.doing(
              "save_for_backward(*tensors: any)",
              "Keeps tensors for backward, which finds them in ctx.saved_tensors.",
              a -> save((List<?>) java.util.Objects.requireNonNull(a[0])));
      case "saved_tensors" -> savedTensors();
      case "needs_input_grad" -> needs;
      case "mark_non_differentiable" ->
          Builtin.doing(
              "mark_non_differentiable(*tensors: tensors)",
              "Says that no gradient flows through these results.",
              a -> untracked.addAll(List.of((Tensor[]) java.util.Objects.requireNonNull(a[0]))));
      case "mark_dirty" ->
          Builtin.doing(
              "mark_dirty(*tensors: tensors)",
              "Says which arguments forward changed in place; it must give them back as results.",
              a -> changed.addAll(List.of((Tensor[]) java.util.Objects.requireNonNull(a[0]))));
      case "set_materialize_grads" ->
          Builtin.doing(
              "set_materialize_grads(value: bool)",
              "Whether backward gets zeros, or None, for results without a gradient.",
              a -> materializes = Boolean.TRUE.equals(a[0]));
      default -> own.get(name);
    };
  }

  private void save(List<?> values) {
    saved.clear();
    for (Object value : values) {
      if (!(value instanceof Tensor) && value != None.NONE) {
        throw new GradError(
                ErrorKind.TYPE, "save_for_backward() keeps tensors, not " + Types.described(value))
            .help("keep other values as attributes: ctx.power = 3");
      }
      saved.add(value instanceof Tensor tensor ? tensor : null);
    }
  }

  private TupleValue savedTensors() {
    List<@Nullable Tensor> tensors = node == null ? saved : node.saved();
    Object[] values = new Object[tensors.size()];
    for (int i = 0; i < values.length; i++) {
      Tensor tensor = tensors.get(i);
      values[i] = tensor == null ? None.NONE : tensor;
    }
    return TupleValue.of(values);
  }

  @Override
  public void set(String name, Object value) {
    if (NAMES.contains(name)) {
      throw new GradError(ErrorKind.ATTRIBUTE, "ctx." + name + " cannot be set");
    }
    own.put(name, value);
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(own.keySet());
    return names;
  }

  @Override
  public String typeName() {
    return "FunctionCtx";
  }

  @Override
  public String toString() {
    return "<FunctionCtx>";
  }
}
