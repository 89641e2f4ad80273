package org.gradlang.op.declare;

import java.util.List;
import java.util.Objects;
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
  private static final @Nullable Object[] NOTHING = {};

  private final Primitive primitive;
  private final @Nullable Object[] slots;
  private @Nullable Object[] results = NOTHING;
  private boolean saves;

  /** Whether somebody was given what this node keeps. */
  private boolean shown;

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

  /** The rule of a parameter, for one tensor or for a list, and the names of what it reads. */
  record Reading(
      String parameter, String[] names, @Nullable Rule rule, @Nullable ListRule listRule) {
    boolean reads(String name) {
      return List.of(names).contains(name);
    }

    @Nullable Tensor[] gradients(Vjp v) {
      return Objects.requireNonNull(listRule).gradients(v);
    }
  }

  /** {@code bound}: the arguments, in an array that is this node's from now on. */
  RuleNode(Context context, Primitive primitive, @Nullable Edge[] edges, @Nullable Object[] bound) {
    super(context, edges);
    this.primitive = primitive;
    this.slots = bound;
    this.saves = primitive.isKeeping();
    RulePlan plan = primitive.plan();
    long needed = plan.needed(edges, bound);
    noteCuts(plan, bound);
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] instanceof Tensor tensor) {
        slots[i] = slot(tensor, plan.readsParameter(needed, i));
      } else if (slots[i] instanceof Tensor[] tensors) {
        slots[i] = slots(tensors, plan.readsParameter(needed, i));
      }
    }
  }

  private void noteCuts(RulePlan plan, @Nullable Object[] bound) {
    @Nullable Edge[] edges = edges();
    int at = 0;
    for (int rule = 0; rule < plan.rules(); rule++) {
      Object value = bound[plan.parameter(rule)];
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
    return read ? SavedTensor.of(tensor) : Shape.of(tensor);
  }

  private Object[] slots(Tensor[] tensors, boolean read) {
    Object[] kept = new Object[tensors.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = slot(tensors[i], read);
    }
    return kept;
  }

  /** Keeps the results that rules read; called once they are attached. */
  void save(Tensor... tensors) {
    RulePlan plan = primitive.plan();
    long needed = plan.needed(edges(), slots);
    boolean any = false;
    for (int i = 0; i < tensors.length; i++) {
      any |= plan.readsResult(needed, i);
    }
    if (!any) {
      return;
    }
    saves = true;
    results = new @Nullable Object[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      if (plan.readsResult(needed, i)) {
        Tensor tensor = tensors[i];
        Node maker = Primitive.tracked(tensor.dtype()) ? this : null;
        results[i] = SavedTensor.ofResult(tensor, maker, i);
      }
    }
  }

  void describeUntracked(int output, Tensor tensor) {
    describe(output, tensor.layout(), tensor.dtype());
  }

  /** The edges of all parameters with rules, or null where none needs a gradient. */
  static Edge @Nullable [] edges(Primitive primitive, @Nullable Object[] bound) {
    RulePlan plan = primitive.plan();
    @Nullable Edge[] edges = new @Nullable Edge[plan.edges(bound)];
    boolean any = false;
    int at = 0;
    for (int rule = 0; rule < plan.rules(); rule++) {
      Object value = bound[plan.parameter(rule)];
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

  @Override
  public String name() {
    return titleOr(primitive.nodeName());
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
    shown = true;
    return RuleNodeSaved.value(primitive, slots, results, name, this::unpacked);
  }

  private Object unpacked(SavedTensor tensor) {
    requireSaved();
    return tensor.show(this);
  }

  @Override
  protected @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand) {
    boolean spends = demand.isLast() && !shown;
    Vjp v =
        new Vjp(
            context,
            this,
            primitive.signature(),
            slots,
            results,
            primitive.results(),
            cotangents,
            spends);
    @Nullable Tensor[] gradients = new @Nullable Tensor[edges().length];
    String name = context.isRecording() ? primitive.nameOfGradients() : null;
    long before = name == null ? 0 : context.nextSequence();
    fill(gradients, v, demand);
    if (name != null) {
      entitle(gradients, name, before);
    }
    return gradients;
  }

  /** Names the last steps of what rules recorded. */
  private static void entitle(@Nullable Tensor[] gradients, String name, long before) {
    for (Tensor gradient : gradients) {
      Node last = gradient == null ? null : Graph.nodeOf(gradient);
      if (last != null && last.sequence() > before) {
        last.entitle(name);
      }
    }
  }

  private void fill(@Nullable Tensor[] gradients, Vjp v, Demand demand) {
    RulePlan plan = primitive.plan();
    int at = 0;
    for (int rule = 0; rule < plan.rules(); rule++) {
      int width = RulePlan.width(slots[plan.parameter(rule)]);
      if (needsAny(demand, at, width)) {
        Reading reading = primitive.reading(rule);
        Rule single = reading.rule();
        if (single != null) {
          gradients[at] = single.gradient(v);
        } else {
          System.arraycopy(reading.gradients(v), 0, gradients, at, width);
        }
      }
      at += width;
    }
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
  protected boolean borrows() {
    return true;
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
  protected boolean release(Context context) {
    if (saves) {
      release(context, slots);
      release(context, results);
      java.util.Arrays.fill(slots, null);
      java.util.Arrays.fill(results, null);
    }
    return saves;
  }

  private static void release(Context context, @Nullable Object[] kept) {
    for (Object one : kept) {
      if (one instanceof SavedTensor tensor) {
        tensor.release(context);
      } else if (one instanceof Object[] several) {
        release(context, several);
      }
    }
  }
}
