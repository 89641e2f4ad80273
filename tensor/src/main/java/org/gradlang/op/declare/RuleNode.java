package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.autograd.Demand;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.SavedTensor;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A recorded {@link Primitive}: its arguments, and of the tensors among them what rules read. */
final class RuleNode extends Node {
  private final Primitive primitive;
  private final @Nullable Object[] slots;
  private @Nullable Object[] results = {};
  private boolean saves;

  /** The gradient of one parameter. */
  public interface Rule {
    /** The gradient of a tensor. */
    @Nullable Tensor gradient(Vjp v);
  }

  /** The gradients of a parameter that is a list of tensors. */
  public interface ListRule {
    /** One gradient for each tensor of the list. */
    @Nullable Tensor[] gradients(Vjp v);
  }

  /** The rule of a parameter, and the names of what it reads. */
  record Reading(String parameter, String[] names, ListRule rule) {
    boolean reads(String name) {
      return List.of(names).contains(name);
    }
  }

  RuleNode(Context context, Primitive primitive, @Nullable Edge[] edges, @Nullable Object[] bound) {
    super(context, edges);
    this.primitive = primitive;
    this.slots = bound.clone();
    this.saves = primitive.isKeeping();
    for (int i = 0; i < slots.length; i++) {
      String name = primitive.signature().parameter(i).name();
      if (slots[i] instanceof Tensor tensor) {
        slots[i] = slot(tensor, reads(primitive, edges, bound, name));
      } else if (slots[i] instanceof Tensor[] tensors) {
        slots[i] = slots(tensors, reads(primitive, edges, bound, name));
      }
    }
    noteCuts(bound);
  }

  private void noteCuts(@Nullable Object[] bound) {
    @Nullable Edge[] edges = edges();
    int at = 0;
    for (Reading reading : primitive.readings()) {
      Object value = bound[primitive.signature().require(reading.parameter())];
      if (value instanceof Tensor[] tensors) {
        for (Tensor tensor : tensors) {
          noteCut(edges, at++, tensor);
        }
      } else {
        noteCut(edges, at++, value);
      }
    }
  }

  private void noteCut(@Nullable Edge[] edges, int input, @Nullable Object value) {
    if (edges[input] == null && value instanceof Tensor operand) {
      noteCut(input, operand);
    }
  }

  private Object slot(Tensor tensor, boolean read) {
    saves |= read;
    return read ? SavedTensor.of(tensor) : new Shape(tensor.layout(), tensor.dtype());
  }

  private Object[] slots(Tensor[] tensors, boolean read) {
    Object[] kept = new Object[tensors.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = slot(tensors[i], read);
    }
    return kept;
  }

  /** Keeps the results that rules read; called once they are attached. */
  void save(Tensor[] tensors) {
    results = new @Nullable Object[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      String name = resultName(i);
      boolean read = false;
      for (Reading reading : primitive.readings()) {
        read |= reading.reads(name) && needed(primitive, edges(), slots, reading);
      }
      saves |= read;
      Tensor tensor = tensors[i];
      results[i] =
          read
              ? SavedTensor.ofResult(tensor, Primitive.tracked(tensor.dtype()) ? this : null, i)
              : new Shape(tensor.layout(), tensor.dtype());
    }
  }

  private String resultName(int i) {
    List<String> names = primitive.results();
    return names.isEmpty() ? "result" : names.get(i);
  }

  void describeUntracked(int output, Tensor tensor) {
    describe(output, tensor.layout(), tensor.dtype());
  }

  /** The edges of all parameters with rules, or null where none needs a gradient. */
  static Edge @Nullable [] edges(Primitive primitive, @Nullable Object[] bound) {
    @Nullable Edge[] edges = new @Nullable Edge[count(primitive, bound)];
    boolean any = false;
    int at = 0;
    for (Reading reading : primitive.readings()) {
      Object value = bound[primitive.signature().require(reading.parameter())];
      if (value instanceof Tensor[] tensors) {
        for (Tensor tensor : tensors) {
          any |= Graph.requiresGrad(tensor);
          edges[at++] = Graph.edgeOf(tensor);
        }
      } else {
        any |= value instanceof Tensor tensor && Graph.requiresGrad(tensor);
        edges[at++] = value instanceof Tensor tensor ? Graph.edgeOf(tensor) : null;
      }
    }
    return any ? edges : null;
  }

  private static int count(Primitive primitive, @Nullable Object[] bound) {
    int count = 0;
    for (Reading reading : primitive.readings()) {
      count += width(bound[primitive.signature().require(reading.parameter())]);
    }
    return count;
  }

  /** How many edges a parameter has. */
  private static int width(@Nullable Object value) {
    return value instanceof Object[] list ? list.length : 1;
  }

  /** Whether a rule that is needed reads a parameter. */
  static boolean reads(
      Primitive primitive, @Nullable Edge[] edges, @Nullable Object[] bound, String name) {
    for (Reading reading : primitive.readings()) {
      if (reading.reads(name) && needed(primitive, edges, bound, reading)) {
        return true;
      }
    }
    return false;
  }

  private static boolean needed(
      Primitive primitive, @Nullable Edge[] edges, @Nullable Object[] bound, Reading wanted) {
    int at = 0;
    for (Reading reading : primitive.readings()) {
      int width = width(bound[primitive.signature().require(reading.parameter())]);
      for (int i = at; i < at + width; i++) {
        if (reading == wanted && edges[i] != null) {
          return true;
        }
      }
      at += width;
    }
    return false;
  }

  @Override
  public String name() {
    return primitive.nodeName();
  }

  @Override
  public List<String> savedNames() {
    return RuleNodeSaved.names(primitive);
  }

  @Override
  public List<String> heldNames() {
    return RuleNodeSaved.held(primitive, slots, results);
  }

  @Override
  public @Nullable Object saved(String name) {
    return RuleNodeSaved.value(primitive, slots, results, name, this::unpacked);
  }

  private Object unpacked(SavedTensor tensor) {
    requireSaved();
    return tensor.unpack(this);
  }

  @Override
  protected @Nullable Tensor[] backward(@Nullable Tensor[] cotangents, Demand demand) {
    Vjp v = new Vjp(this, primitive.signature(), slots, results, primitive.results(), cotangents);
    @Nullable Tensor[] gradients = new @Nullable Tensor[edges().length];
    int at = 0;
    for (Reading reading : primitive.readings()) {
      int width = width(slots[primitive.signature().require(reading.parameter())]);
      if (needsAny(demand, at, width)) {
        System.arraycopy(reading.rule().gradients(v), 0, gradients, at, width);
      }
      at += width;
    }
    return gradients;
  }

  private static boolean needsAny(Demand demand, int from, int width) {
    for (int i = from; i < from + width; i++) {
      if (demand.needs(i)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean mayHold(Storage storage) {
    return holds(slots, storage) || holds(results, storage);
  }

  private static boolean holds(@Nullable Object[] kept, Storage storage) {
    for (Object one : kept) {
      if (one instanceof SavedTensor tensor && tensor.shares(storage)
          || one instanceof Object[] several && holds(several, storage)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected boolean release() {
    if (saves) {
      java.util.Arrays.fill(slots, null);
      java.util.Arrays.fill(results, null);
    }
    return saves;
  }
}
