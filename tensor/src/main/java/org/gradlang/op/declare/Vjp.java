package org.gradlang.op.declare;

import java.util.List;
import java.util.function.Supplier;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.SavedTensor;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a gradient rule sees: the cotangents, the plain arguments of the call, the shapes of all
 * tensors, and the tensors that it said it reads.
 */
public final class Vjp {
  private final Context context;
  private final Node node;
  private final Signature signature;
  private final @Nullable Object[] slots;
  private final @Nullable Object[] results;
  private final List<String> resultNames;
  private final @Nullable Tensor[] cotangents;
  private final boolean spends;
  private @Nullable Object shared;

  Vjp(
      Context context,
      Node node,
      Signature signature,
      @Nullable Object[] slots,
      @Nullable Object[] results,
      List<String> resultNames,
      @Nullable Tensor[] cotangents,
      boolean spends) {
    this.context = context;
    this.node = node;
    this.signature = signature;
    this.slots = slots;
    this.results = results;
    this.resultNames = resultNames;
    this.cotangents = cotangents;
    this.spends = spends;
  }

  /** Of the code that runs the pass. */
  public Context context() {
    return context;
  }

  /** The gradient of the result, or of the first; zeros where none came. */
  public Tensor cotangent() {
    return cotangent(0);
  }

  public Tensor cotangent(int output) {
    Tensor found = cotangents[output];
    return found != null ? found : Fresh.zeros(context, node.layout(output), node.dtype(output));
  }

  public boolean hasCotangent(int output) {
    return cotangents[output] != null;
  }

  /** What several rules of one operation need: made by the first of them that asks. */
  public <T> T shared(Class<T> type, Supplier<T> maker) {
    Object made = shared;
    if (made == null) {
      made = maker.get();
      shared = made;
    }
    return type.cast(made);
  }

  /** How many results the operation has. */
  public int outputs() {
    return cotangents.length;
  }

  /** A tensor among the arguments. */
  public Tensor tensor(String name) {
    return unpack(slots[signature.require(name)]);
  }

  /** A tensor among the arguments, or null for None. */
  public @Nullable Tensor tensorOrNull(String name) {
    Object slot = slots[signature.require(name)];
    return slot == null ? null : unpack(slot);
  }

  /** The tensors of a list among the arguments. */
  public Tensor[] tensors(String name) {
    Object[] list = list(name);
    Tensor[] tensors = new Tensor[list.length];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = unpack(list[i]);
    }
    return tensors;
  }

  private Tensor unpack(@Nullable Object slot) {
    if (slot instanceof SavedTensor saved) {
      return saved.unpack(node);
    }
    throw new IllegalStateException(node.name() + " reads what it did not save");
  }

  private Object[] list(String name) {
    return (Object[]) plain().required(name);
  }

  /** The only result. */
  public Tensor result() {
    return unpack(results[0]);
  }

  /** A result by its name. */
  public Tensor result(String name) {
    return unpack(results[resultNames.indexOf(name)]);
  }

  /**
   * The elements of a result that the operation keeps for itself alone, to be written over: they
   * are not asked for again. Null where they may be: by another pass, or whoever looked at what the
   * node saved.
   */
  public @Nullable Storage spent(String name) {
    Object saved = results[resultNames.indexOf(name)];
    return spends && saved instanceof SavedTensor tensor ? tensor.spend() : null;
  }

  /** The shape of a tensor among the arguments. */
  public Layout layout(String name) {
    return layoutOf(plain().required(name));
  }

  /** The shapes of the tensors of a list among the arguments. */
  public Layout[] layouts(String name) {
    Object[] list = list(name);
    Layout[] layouts = new Layout[list.length];
    for (int i = 0; i < layouts.length; i++) {
      layouts[i] = layoutOf(list[i]);
    }
    return layouts;
  }

  private static Layout layoutOf(Object slot) {
    return switch (slot) {
      case SavedTensor saved -> saved.layout();
      case Layout layout -> layout;
      case Shape shape -> shape.layout();
      default -> throw new IllegalStateException("not a tensor: " + slot);
    };
  }

  /** The shape of the only result. */
  public Layout layoutOfResult() {
    return node.layout(0);
  }

  public DType dtype(String name) {
    return switch (plain().required(name)) {
      case SavedTensor saved -> saved.dtype();
      case Layout layout -> DType.FLOAT32;
      case Shape shape -> shape.dtype();
      case Object other -> throw new IllegalStateException("not a tensor: " + other);
    };
  }

  /** All arguments as the call had them; null for tensors that no rule reads. */
  @Nullable Object[] arguments() {
    @Nullable Object[] arguments = slots.clone();
    for (int i = 0; i < arguments.length; i++) {
      if (slots[i] instanceof SavedTensor saved) {
        arguments[i] = saved.unpack(node);
      } else if (Shape.is(slots[i])) {
        arguments[i] = null;
      }
    }
    return arguments;
  }

  /** The arguments that are no tensors. */
  public Bound plain() {
    return new Bound(signature, slots);
  }

  public int integer(String name) {
    return plain().integer(name);
  }

  public int[] ints(String name) {
    return plain().ints(name);
  }

  public double real(String name) {
    return plain().real(name);
  }

  public boolean flag(String name) {
    return plain().flag(name);
  }

  public String text(String name) {
    return plain().text(name);
  }

  boolean has(String name) {
    return plain().has(name);
  }
}
