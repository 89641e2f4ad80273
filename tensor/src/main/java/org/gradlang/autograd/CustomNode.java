package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A recorded function of the user's own: going backward calls back. */
public final class CustomNode extends Node {
  private final String name;
  private final Rule rule;
  private List<@Nullable SavedTensor> saved = List.of();
  private boolean materializes = true;

  /** The gradient of a function of the user's own. */
  @FunctionalInterface
  public interface Rule {
    /**
     * The gradients of the inputs, one for each edge; null for those without one.
     *
     * @param cotangents the gradients of the results; zeros, or null if the function prefers it,
     *     where nothing came
     */
    @Nullable Tensor[] gradients(@Nullable Tensor[] cotangents);
  }

  /**
   * A call recorded now.
   *
   * @param edges where the gradients of the arguments go; null for those without one
   */
  public CustomNode(Context context, String name, @Nullable Edge[] edges, Rule rule) {
    super(context, edges);
    this.name = name;
    this.rule = rule;
  }

  /** Describes a result without gradient. */
  public void untracked(int output, Tensor tensor) {
    describe(output, tensor.layout(), tensor.dtype());
  }

  /**
   * Makes a tensor the result of this number.
   *
   * @param several whether there are others: views among them must not be changed in place
   */
  public void result(int output, Tensor tensor, boolean several) {
    Views.madeByFunction(tensor, several);
    Graph.attach(tensor, this, output);
  }

  /**
   * Makes an argument that was changed in place the result of this number.
   *
   * @param argument which argument it is
   * @throws GradError an AutogradError for a leaf, and for a view that is not the first argument
   *     and the only result
   */
  public void changed(Context context, int output, Tensor tensor, int argument, int results) {
    Writes.checkChanged(context, tensor);
    if (Views.isView(tensor) && (argument > 0 || results > 1)) {
      throw Graph.error(
              "a view that a function changes in place must be its first argument and only result")
          .note(tensor.origin(), "the view was made here")
          .help("change a clone() of it");
    }
    Writes.count(context, tensor); // forward may have changed the elements behind our back
    Graph.rebase(context, tensor, this, output);
  }

  /**
   * Keeps tensors for the way back; called once the results are known.
   *
   * @param results the results, since those among the tensors have this node as their history
   */
  public void save(List<? extends @Nullable Tensor> tensors, List<Tensor> results) {
    List<@Nullable SavedTensor> kept = new ArrayList<>();
    for (@Nullable Tensor tensor : tensors) {
      int output = tensor == null ? -1 : results.indexOf(tensor);
      if (tensor == null) {
        kept.add(null);
      } else {
        tensor.storage().share(); // the program gets it back
        kept.add(
            output < 0 || Graph.nodeOf(tensor) != this
                ? SavedTensor.of(tensor)
                : SavedTensor.ofResult(tensor, this, output));
      }
    }
    saved = kept;
  }

  /** What was saved, after the check that it was not changed; an error once it is freed. */
  public List<@Nullable Tensor> saved() {
    requireSaved();
    List<@Nullable Tensor> tensors = new ArrayList<>();
    for (@Nullable SavedTensor one : saved) {
      tensors.add(one == null ? null : one.unpack(this));
    }
    return tensors;
  }

  @Override
  public List<String> heldNames() {
    return saved.isEmpty() ? List.of() : List.of("saved_tensors");
  }

  /** Whether results that got no gradient count as zeros; they do unless this is called. */
  public void setMaterializes(boolean zeros) {
    materializes = zeros;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String operation() {
    return "your function";
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    @Nullable Tensor[] complete = new @Nullable Tensor[results()];
    for (int i = 0; i < complete.length; i++) {
      Tensor given = i < cotangents.length ? cotangents[i] : null;
      complete[i] = given != null || !materializes ? given : zeros(i);
    }
    return rule.gradients(complete);
  }

  private Tensor zeros(int output) {
    Layout shape = Layout.contiguous(layout(output).sizes());
    return new Tensor(Storage.zeros(dtype(output), shape.numel()), shape);
  }

  @Override
  protected boolean release(Context context) {
    boolean held = !saved.isEmpty();
    saved = List.of();
    return held;
  }
}
