package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Views;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Overload;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An operation with a forward of its own, and one gradient rule for each parameter that can have a
 * gradient. A rule says what it reads; nothing else is saved.
 *
 * <p>Rules are written with differentiable operations, so that every gradient has one itself. They
 * need not undo broadcasting: the engine does.
 */
public final class Primitive extends Overload {
  private final Forward forward;
  private final List<RuleNode.Reading> readings = new ArrayList<>();
  private String node = "";
  private String resultType = "";
  private @Nullable String gradientNode;
  private List<String> results = List.of();
  private @Nullable Viewing viewing;
  private boolean keeps;
  private boolean restrides;
  private @Nullable Primitive inPlace;
  private boolean constant;
  private @Nullable RulePlan plan;

  /** Computes on elements; what it calls is not recorded. */
  public interface Forward {
    /**
     * A fresh Tensor, a {@code Tensor[]} for several results, a plain value; or for views of the
     * first parameter a Layout or {@code Layout[]}.
     */
    Object run(Bound bound);
  }

  /** The layout of a view. */
  public interface Viewing {
    /** From the layout of what is viewed, and the other arguments. */
    Layout layout(Layout input, Bound bound);
  }

  private Primitive(String signature, Forward forward) {
    super(signature);
    this.forward = forward;
  }

  public static Primitive of(String signature, Forward forward) {
    return new Primitive(signature, forward);
  }

  /**
   * One node of the graph for what the body does with other operations: its gradients come from
   * {@linkplain Replay running it once more}.
   *
   * @param body gives a Tensor or {@link Results} of tensors, and the same again when it runs again
   * @param differentiable the parameters of type tensor that can have a gradient
   */
  public static Primitive replayed(
      String signature, Composite.Body body, String... differentiable) {
    return Replay.primitive(signature, body, differentiable);
  }

  /** The rule of a parameter where gradients are not recorded; null to replay the body. */
  public record Direct(String parameter, RuleNode.@Nullable Rule rule) {}

  /**
   * The same for what has kernels for its values and its gradients: the body runs only for
   * gradients that are to have gradients.
   */
  public static Primitive replayed(
      String signature, Composite.Body body, Forward forward, Direct... direct) {
    return Replay.primitive(signature, body, forward, direct);
  }

  /** A view of the first parameter. */
  public static Primitive view(String signature, Viewing viewing) {
    Primitive primitive = new Primitive(signature, a -> viewing.layout(first(a).layout(), a));
    primitive.viewing = viewing;
    return primitive;
  }

  private static Tensor first(Bound a) {
    return a.tensor(a.firstName());
  }

  /** Adds the rule of a view of a part: the cotangent with zeros around it. */
  public Primitive embeds() {
    return gradient(
        "input",
        v -> {
          Layout input = v.layout("input").toContiguous();
          return v.cotangent().scatterStrided(input, viewLayout(input, v.plain()));
        });
  }

  private Layout viewLayout(Layout input, Bound plain) {
    if (viewing == null) {
      throw new IllegalStateException(text() + " is no view");
    }
    return viewing.layout(input, plain);
  }

  /** The names of what a rule reads: parameters of type tensor, results, or {@code result}. */
  public static String[] reads(String... names) {
    return names;
  }

  /** Sets the name of the graph node, where it does not follow from the operation's. */
  public Primitive node(String name) {
    node = name;
    return this;
  }

  /**
   * Sets the name of the graph node of a gradient that has one itself, where PyTorch computes it
   * with one operation and a rule with several.
   */
  public Primitive gradientNode(String name) {
    gradientNode = name;
    return this;
  }

  /** As {@link #gradientNode}, by the name of its own node: SelectBackwardBackward0. */
  public Primitive gradientNode() {
    return gradientNode("");
  }

  @Nullable String nameOfGradients() {
    String name = gradientNode;
    return name == null || !name.isEmpty()
        ? name
        : nodeName().replaceFirst("Backward\\d?$", "BackwardBackward0");
  }

  /** Sets the name of the graph node of the form in place; behind the rules, which it shares. */
  public Primitive nodeInPlace(String name) {
    Primitive twin = new Primitive(text(), forward);
    twin.node = name;
    twin.keeps = keeps;
    twin.gradientNode = gradientNode;
    twin.readings.addAll(readings);
    inPlace = twin;
    return this;
  }

  /** Names the results, which become a named tuple; rules read them by these names. */
  public Primitive results(String type, String... names) {
    resultType = type;
    results = List.of(names);
    return this;
  }

  /** Says that going backward frees it, although its rules read no tensor. */
  public Primitive keeps() {
    keeps = true;
    return this;
  }

  /** Says that the forward gives a layout, although that does not follow from the first one's. */
  public Primitive restrides() {
    restrides = true;
    return this;
  }

  /** Says that no gradient flows through it. */
  public Primitive notDifferentiable() {
    constant = true;
    return this;
  }

  boolean isKeeping() {
    return keeps;
  }

  /** Adds the rule of a parameter; in the order of the parameters. */
  public Primitive gradient(String parameter, RuleNode.Rule rule) {
    return gradient(parameter, reads(), rule);
  }

  public Primitive gradient(String parameter, String[] reads, RuleNode.Rule rule) {
    readings.add(new RuleNode.Reading(parameter, reads, rule, null));
    return this;
  }

  /** Adds the rule of a parameter that is a list of tensors. */
  public Primitive gradients(String parameter, String[] reads, RuleNode.ListRule rule) {
    readings.add(new RuleNode.Reading(parameter, reads, null, rule));
    return this;
  }

  public String nodeName() {
    return node.isEmpty() ? NodeNames.of(signature().name()) : node;
  }

  List<RuleNode.Reading> readings() {
    return readings;
  }

  RuleNode.Reading reading(int number) {
    return readings.get(number);
  }

  /** What the rules read, by places; made at the first call, when all rules are declared. */
  RulePlan plan() {
    RulePlan known = plan;
    if (known == null) {
      known = new RulePlan(signature(), readings, results);
      plan = known;
    }
    return known;
  }

  public List<String> results() {
    return results;
  }

  @Override
  public boolean borrows() {
    return viewing == null && !restrides && !text().contains(": any");
  }

  @Override
  public boolean isDifferentiable() {
    return !readings.isEmpty();
  }

  @Override
  public boolean isDecided() {
    return isDifferentiable() || constant;
  }

  @Override
  public List<String> differentiable() {
    return readings.stream().map(RuleNode.Reading::parameter).toList();
  }

  /** Calls it from Java with arguments as they would be bound. */
  public Tensor tensor(@Nullable Object... bound) {
    return (Tensor) apply(Context.current(), bound);
  }

  /** Calls a view that has no other arguments from Java. */
  public Tensor viewed(Tensor x) {
    Context context = Context.current();
    @Nullable Object[] bound = {x};
    Edge @Nullable [] edges = edges(context, bound);
    Layout layout = viewLayout(x.layout(), new Bound(signature(), bound));
    return finishOne(context, bound, edges, Views.of(context, x, layout));
  }

  /**
   * Calls it from Java with arguments as they would be bound, in an array that nobody needs any
   * more, for who computes the result, which is fresh, by a way of its own.
   */
  public Tensor computed(Supplier<Tensor> forward, @Nullable Object... bound) {
    Context context = Context.current();
    Edge @Nullable [] edges = edges(context, bound);
    return finishOne(context, bound, edges, forward.get());
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    Edge @Nullable [] edges = edges(context, bound);
    Object value = compute(context, bound);
    if (value instanceof Tensor tensor) {
      return finishOne(context, edges == null ? bound : bound.clone(), edges, own(tensor, bound));
    }
    return switch (value) {
      case Layout layout -> viewed(context, bound, edges, layout);
      case Layout[] layouts -> viewed(context, bound, edges, layouts);
      case Tensor[] tensors -> named(finish(context, bound, edges, own(tensors, bound)));
      default -> value;
    };
  }

  private static Tensor[] own(Tensor[] results, @Nullable Object[] bound) {
    Tensor[] own = new Tensor[results.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = own(results[i], bound);
    }
    return own;
  }

  /** A result that is nobody's view and was never changed, whatever the forward did with it. */
  private static Tensor own(Tensor result, @Nullable Object[] bound) {
    Storage storage = result.storage();
    for (Object argument : bound) {
      if (argument instanceof Tensor tensor && tensor.storage() == storage) {
        return new Tensor(Copies.contiguous(result), result.layout().toContiguous());
      }
    }
    if (storage.version() == 0 && result.autograd() == null) {
      return result;
    }
    Storage unchanged = storage.version() == 0 ? storage : storage.alias();
    return new Tensor(unchanged, result.layout(), result.origin());
  }

  private Object viewed(
      Context context, @Nullable Object[] bound, Edge @Nullable [] edges, Layout layout) {
    Tensor view = Views.of(context, operand(bound), layout);
    return finishOne(context, edges == null ? bound : bound.clone(), edges, view);
  }

  private Object viewed(
      Context context, @Nullable Object[] bound, Edge @Nullable [] edges, Layout[] layouts) {
    Tensor[] views = new Tensor[layouts.length];
    for (int i = 0; i < views.length; i++) {
      views[i] = Views.oneOfSeveral(context, operand(bound), layouts[i]);
    }
    return named(finish(context, bound, edges, views));
  }

  private static Tensor operand(@Nullable Object[] bound) {
    if (bound[0] instanceof Tensor tensor) {
      return tensor;
    }
    throw new IllegalStateException("a view needs a tensor as its first argument");
  }

  private Object named(Tensor[] tensors) {
    return results.isEmpty()
        ? Results.of((Object[]) tensors)
        : new Results(resultType, results, List.<Object>of((Object[]) tensors));
  }

  /** {@code bound}: the arguments, in an array that the node may have. */
  private Tensor finishOne(
      Context context, @Nullable Object[] bound, Edge @Nullable [] edges, Tensor tensor) {
    if (edges == null) {
      Outside.mark(context, tensor, bound, bound.length, !Views.isView(tensor));
    } else {
      RuleNode recorded = new RuleNode(context, this, edges, bound);
      attach(context, tensor, recorded, 0);
      if (plan().readsResults()) {
        recorded.save(tensor);
      }
    }
    return tensor;
  }

  private static void attach(Context context, Tensor tensor, RuleNode recorded, int output) {
    if (tensor.dtype().isFloating()) {
      Graph.attach(tensor, recorded, output);
    } else {
      recorded.describeUntracked(output, tensor);
      Graph.cut(tensor, new Cut(Cut.Reason.INTEGER, context.origin()));
    }
  }

  private Tensor[] finish(
      Context context, @Nullable Object[] bound, Edge @Nullable [] edges, Tensor[] tensors) {
    if (edges == null) {
      for (Tensor tensor : tensors) {
        Outside.mark(context, tensor, bound, bound.length, !Views.isView(tensor));
      }
      return tensors;
    }
    RuleNode recorded = new RuleNode(context, this, edges, bound.clone());
    for (int i = 0; i < tensors.length; i++) {
      attach(context, tensors[i], recorded, i);
    }
    recorded.save(tensors);
    return tensors;
  }

  /** What the forward calls is not recorded: the rules stand for it. */
  private Object compute(Context context, @Nullable Object[] bound) {
    Bound arguments = new Bound(signature(), bound);
    if (!context.isRecording()) {
      return forward.run(arguments);
    }
    context.setGradMode(GradMode.NO_GRAD, context.origin());
    try {
      return forward.run(arguments);
    } finally {
      context.setGradMode(GradMode.RECORD, context.origin());
    }
  }

  @Override
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    Tensor self = operand(bound);
    Edge @Nullable [] edges = edges(context, bound);
    if (viewing != null || restrides) {
      Graph.checkFill(context, self, edges != null); // no element is written
      return restride(context, self, edges, bound, (Layout) compute(context, bound));
    }
    Graph.checkInPlace(context, self, edges != null);
    @Nullable Object[] before = bound;
    if (edges != null && plan().readsParameter(plan().needed(edges, bound), 0)) {
      before = bound.clone();
      before[0] = InPlace.original(self);
    }
    Tensor value = (Tensor) compute(context, bound);
    InPlace.check(signature().name(), self, value.layout(), value.dtype());
    // Saved before the change: whatever shares elements with the target conflicts with it.
    RuleNode recorded = edges == null ? null : new RuleNode(context, this, edges, before.clone());
    Copies.copy(value, self);
    Graph.countChange(context, self);
    rebase(context, self, recorded);
    return self;
  }

  /** The same elements in another layout: what a view has, the tensor itself gets. */
  private Tensor restride(
      Context context,
      Tensor self,
      Edge @Nullable [] edges,
      @Nullable Object[] bound,
      Layout layout) {
    Primitive named = inPlace == null ? this : inPlace;
    RuleNode recorded = edges == null ? null : new RuleNode(context, named, edges, bound.clone());
    self.become(self.storage(), layout);
    Graph.describeLeaf(self);
    Graph.countChange(context, self);
    if (recorded != null && !Views.isView(self)) {
      Graph.rebase(context, self, recorded);
    }
    return self;
  }

  /**
   * After a tensor was written over: counts the change, and records it if there are edges. For
   * operations that read nothing of it on the way back.
   */
  public void rebase(
      Context context, Tensor self, Edge @Nullable [] edges, @Nullable Object[] before) {
    Graph.countChange(context, self);
    rebase(
        context, self, edges == null ? null : new RuleNode(context, this, edges, before.clone()));
  }

  private static void rebase(Context context, Tensor self, @Nullable RuleNode recorded) {
    if (recorded != null && tracked(self.dtype())) {
      Graph.rebase(context, self, recorded);
      recorded.save(new Tensor[] {self});
    }
  }

  public Edge @Nullable [] edges(Context context, @Nullable Object[] bound) {
    return context.isRecording() && isDifferentiable() ? RuleNode.edges(this, bound) : null;
  }

  /** Whether a gradient can flow to a result of this dtype. */
  static boolean tracked(DType dtype) {
    return dtype.isFloating();
  }
}
