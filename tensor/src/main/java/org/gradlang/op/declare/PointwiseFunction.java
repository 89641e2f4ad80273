package org.gradlang.op.declare;

import java.util.Arrays;
import java.util.function.Function;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Deferred;
import org.gradlang.kernel.Formula;
import org.gradlang.kernel.PointwiseLoop;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A formula as an operation on tensors and numbers: promotes, broadcasts, computes, and records
 * itself with what the derivatives read.
 */
public final class PointwiseFunction {
  private static final Edge @Nullable [] NO_EDGES = null;

  private final String name;
  private final String node;
  private final Formula formula;
  private final int arity;
  private final int operands;
  private final DTypeRule rule;
  private final PointwiseLoop loop;
  private final @Nullable PointwiseGradient[] gradients;
  private final @Nullable Formula[] givenGradients;
  private final @Nullable String[] plainNodes;

  /** What the form in place does to a history, if results have no gradient. */
  private final Primitive overwritingByNumber;

  private final Primitive overwritingByTensor;

  /** What nodes hold that save nothing: one for all of them, never written. */
  private final @Nullable Object[] nothingSaved;

  private boolean passesZeros = true;
  private boolean showsLastFirst;
  private boolean staysInGradients;

  /** The operand that is a mask; or -1. */
  private int mask = -1;

  private PointwiseNames names = PointwiseNames.standard();

  /**
   * @param node the name of its graph nodes
   * @param arity how many inputs the formula has
   * @param operands how many of them are tensors or stand in for one; the others are plain numbers
   */
  public PointwiseFunction(
      String name, String node, Formula formula, int arity, int operands, DTypeRule rule) {
    this.name = name;
    this.node = node;
    this.formula = formula;
    this.arity = arity;
    this.operands = operands;
    this.rule = rule;
    this.loop = PointwiseLoop.of(formula);
    this.gradients = new @Nullable PointwiseGradient[operands];
    this.givenGradients = new @Nullable Formula[operands];
    this.plainNodes = new @Nullable String[operands];
    this.nothingSaved = new @Nullable Object[arity + 1];
    boolean tests = rule == DTypeRule.TEST;
    String test = NodeNames.of(name);
    this.overwritingByNumber = tests ? Overwriting.by(test) : Overwriting.REDRAWN;
    this.overwritingByTensor = tests ? Overwriting.by(test.replace("0", "1")) : Overwriting.REDRAWN;
  }

  public static PointwiseFunction unary(
      String name, DTypeRule rule, Function<Formula, Formula> formula) {
    return new PointwiseFunction(
        name, NodeNames.of(name), formula.apply(Formula.input(0)), 1, 1, rule);
  }

  /**
   * Sets a gradient that is better than the symbolic one: a formula of the inputs, the result
   * (input {@code arity}) and the cotangent (the next).
   */
  public PointwiseFunction withGradient(int index, Formula gradient) {
    givenGradients[index] = gradient;
    gradients[index] = null;
    return this;
  }

  /** Sets another name of the graph nodes for where an operand is a plain number. */
  public PointwiseFunction withPlainNode(int operand, String name) {
    plainNodes[operand] = name;
    return this;
  }

  /** Says that nodes show the last operand's edge as the first. */
  PointwiseFunction showingLastFirst() {
    showsLastFirst = true;
    return this;
  }

  boolean showsLastFirst() {
    return showsLastFirst;
  }

  /** Says that no edge leads to operands whose gradients are zeros, whatever comes. */
  PointwiseFunction withoutZeros() {
    passesZeros = false;
    return this;
  }

  /**
   * Says that gradients lead back to the first operand also where its value does not count any
   * more, as that of x * x does when taken twice: they have a gradient once more then, of zeros.
   */
  public PointwiseFunction stayingInGradients() {
    staysInGradients = true;
    return this;
  }

  boolean staysInGradients() {
    return staysInGradients;
  }

  /** Says that an operand is a mask, to which no edge of the graph leads. */
  public PointwiseFunction withMask(int operand) {
    mask = operand;
    return this;
  }

  /** Names the inputs as PyTorch does, where they are not self and other. */
  public PointwiseFunction withParameters(String... parameters) {
    names = names.with(parameters);
    return this;
  }

  /** Says what nodes seem to keep besides: a plain argument that the formula has settled. */
  public PointwiseFunction withSettled(String parameter, Object value) {
    names = names.settled(parameter, value);
    return this;
  }

  /** Takes the names of a call's parameters, unless it has names. */
  void namedBy(Overload way) {
    names = names.orOf(way);
  }

  PointwiseNames names() {
    return names;
  }

  /** Says that PyTorch has no derivative by an operand: a backward that needs it is an error. */
  public PointwiseFunction withoutGradient(int index) {
    gradients[index] = PointwiseGradient.missing();
    return this;
  }

  public String name() {
    return name;
  }

  String node() {
    return node;
  }

  /** The first operand that is a plain number and gives the node another name; or -1. */
  int plainOperand(Object[] inputs) {
    for (int i = 0; i < operands; i++) {
      if (plainNodes[i] != null && !(inputs[i] instanceof Tensor)) {
        return i;
      }
    }
    return -1;
  }

  /** The name of the node where this operand is a plain number; -1 for none. */
  String node(int plain) {
    String own = plain < 0 ? null : plainNodes[plain];
    return own == null ? node : own;
  }

  /**
   * Whether programs see an edge of this operand, given the {@linkplain #plainOperand plain} one.
   */
  boolean showsEdge(int operand, int plain) {
    return operand != plain && operand != mask;
  }

  int arity() {
    return arity;
  }

  @Nullable Object[] nothingSaved() {
    return nothingSaved;
  }

  Formula formula() {
    return formula;
  }

  int operandCount() {
    return operands;
  }

  boolean isDifferentiable() {
    return operands > 0 && rule.isDifferentiable();
  }

  /** Whether there is a derivative by an operand, be it 0. */
  boolean hasGradient(int index) {
    return index < operands && !gradient(index).isMissing();
  }

  /** The derivative by one operand; made when it is first needed. */
  PointwiseGradient gradient(int index) {
    PointwiseGradient known = gradients[index];
    if (known == null) {
      @Nullable Formula given = givenGradients[index];
      known =
          PointwiseGradient.of(
              this, index, given == null ? formula.gradient(index, arity) : given.simplified());
      gradients[index] = known;
    }
    return known;
  }

  public Tensor apply(Context context, Object x) {
    return apply(context, x instanceof Tensor one ? new Operand[] {one} : new Object[] {x});
  }

  public Tensor apply(Context context, Object a, Object b) {
    return apply(
        context,
        a instanceof Tensor x && b instanceof Tensor y
            ? new Operand[] {x, y}
            : new Object[] {a, b});
  }

  public Tensor apply(Context context, Object a, Object b, Object c) {
    return apply(context, new Object[] {a, b, c});
  }

  /**
   * Computes and records; inputs are tensors, Longs, Doubles and Booleans. An array of {@link
   * Operand}s holds tensors alone, and is not written to.
   */
  public Tensor apply(Context context, Object[] inputs) {
    Layout layout = Broadcasting.of(name, inputs);
    DType compute = rule.compute(context, name, promoted(context, inputs));
    DType dtype = rule.result(compute);
    Edge[] edges = edges(context, inputs, dtype);
    // Saves operands before the elements are computed: temporaries among them are then written too.
    PointwiseNode node = edges == null ? null : new PointwiseNode(context, this, edges, inputs);
    Operand[] read = kernelOperands(inputs);
    Storage storage =
        layout.numel() < context.fusion().least()
            ? loop.evaluate(read, layout, compute, dtype)
            : Deferred.of(context, loop, read, layout, compute, dtype);
    Tensor result = new Tensor(storage, layout, context.origin());
    if (node != null) {
      Graph.attach(result, node, 0);
      node.saveResult(result);
    } else {
      Outside.mark(context, result, inputs, operands);
    }
    return result;
  }

  /**
   * Computes as {@link #apply} does, where nothing is recorded, into the elements of a tensor that
   * nobody looks at any more: if it is of the result's sizes and dtype.
   *
   * @param inputs of which none but {@code over} itself may share elements with it
   */
  Tensor applyOver(Context context, Object[] inputs, Tensor over) {
    Layout layout = Broadcasting.of(name, inputs);
    DType compute = rule.compute(context, name, promoted(context, inputs));
    if (context.isRecording()
        || rule.result(compute) != over.dtype()
        || !layout.sameSizes(over.layout())
        || !over.layout().isContiguous()
        || over.storage().length() != layout.numel()) {
      return apply(context, inputs);
    }
    context.fusion().settle(); // what waits to be computed may read it
    loop.run(kernelOperands(inputs), over, compute);
    Tensor result = new Tensor(over.storage(), layout, context.origin());
    Outside.mark(context, result, inputs, operands);
    return result;
  }

  /** Computes into the first input. */
  public Tensor applyInPlace(Context context, Object[] inputs) {
    Tensor self = (Tensor) inputs[0];
    Layout layout = Broadcasting.of(name, inputs);
    DType compute = rule.compute(context, name, promoted(context, inputs));
    InPlace.check(name, self, layout, rule.result(compute));
    if (!isDifferentiable()) {
      return overwrite(context, self, inputs, compute);
    }
    Edge[] edges = edges(context, inputs, self.dtype());
    Graph.checkInPlace(context, self, edges != null);
    Object[] before = inputs;
    if (edges != null && PointwiseNode.readsInput(this, edges, 0)) {
      before = inputs.clone();
      before[0] = InPlace.original(self);
    }
    // Saved before the change: whatever shares elements with the target conflicts with it.
    PointwiseNode node = edges == null ? null : new PointwiseNode(context, this, edges, before);
    loop.run(InPlace.apart(kernelOperands(inputs), self), self, compute);
    Graph.countChange(context, self);
    if (node != null) {
      Graph.rebase(context, self, node);
      node.saveResult(self);
    }
    return self;
  }

  /** A result without gradient takes the place of elements that perhaps had one. */
  private Tensor overwrite(Context context, Tensor self, Object[] inputs, DType compute) {
    Object[] bound = {self};
    boolean isByTensor = inputs.length > 1 && inputs[1] instanceof Tensor;
    Primitive overwriting = isByTensor ? overwritingByTensor : overwritingByNumber;
    Edge[] edges = rule == DTypeRule.LOGIC ? null : overwriting.edges(context, bound);
    Graph.checkInPlace(context, self, edges != null);
    loop.run(InPlace.apart(kernelOperands(inputs), self), self, compute);
    overwriting.rebase(context, self, edges, bound);
    return self;
  }

  private DType promoted(Context context, Object[] inputs) {
    if (operands == 1) {
      return rule.isOwn() && inputs[0] instanceof Tensor first
          ? first.dtype()
          : Promotion.of(context, inputs);
    }
    // numbers behind the operands, such as alpha, are factors and decide nothing
    return Promotion.of(
        context, operands == arity ? inputs : Arrays.copyOf(inputs, Math.max(operands, 1)));
  }

  /** The array itself where it was made for tensors alone. */
  private static Operand[] kernelOperands(Object[] inputs) {
    if (inputs instanceof Operand[] tensors) {
      return tensors;
    }
    Operand[] converted = new Operand[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      converted[i] = kernelOperand(inputs[i]);
    }
    return converted;
  }

  static Operand kernelOperand(Object input) {
    return switch (input) {
      case Tensor tensor -> tensor;
      case Double d -> Scalar.of(d);
      case Long l -> Scalar.of(l);
      case Boolean b -> Scalar.of(b);
      default -> throw new IllegalArgumentException("not an operand: " + input);
    };
  }

  private Edge @Nullable [] edges(Context context, Object[] inputs, DType result) {
    if (!context.isRecording() || !isDifferentiable() || !result.isFloating()) {
      return NO_EDGES;
    }
    @Nullable Edge[] edges = null;
    for (int i = 0; i < operands; i++) {
      if (inputs[i] instanceof Tensor tensor && tensor.autograd() != null) {
        if (!passesZeros && gradient(i).isZero()) {
          continue;
        }
        Edge edge = Graph.edgeOf(tensor);
        if (edge != null || Graph.requiresGrad(tensor)) {
          edges = edges == null ? new @Nullable Edge[operands] : edges;
          edges[i] = edge;
        }
      }
    }
    return edges;
  }

  /** How the dtypes of computation and result follow from the promoted one. */
  public enum DTypeRule {
    /** The promoted one. */
    PROMOTED,
    /** The promoted one; bools are refused. */
    NUMERIC,
    /** That of the only tensor, whatever the numbers are; bools are refused. */
    OWN,
    /** As OWN, and ints are refused too. */
    FLOATING,
    /** The promoted one, which must be int64. */
    INTEGER,
    /** The promoted one; ints and bools become the default float dtype. */
    FLOAT,
    /** As FLOAT; no gradient flows, and the result does not require one. */
    CONSTANT,
    /** Computed in the promoted one; the result is bool. */
    TEST,
    /** As TEST; written over a tensor in place, the result keeps its history, as in PyTorch. */
    LOGIC,
    /** The promoted one, which must be int64 or bool. */
    BITS;

    boolean isOwn() {
      return this == OWN || this == FLOATING;
    }

    boolean isDifferentiable() {
      return switch (this) {
        case PROMOTED, NUMERIC, OWN, FLOATING, FLOAT -> true;
        case INTEGER, CONSTANT, TEST, LOGIC, BITS -> false;
      };
    }

    public DType compute(Context context, String operation, DType promoted) {
      return switch (this) {
        case PROMOTED, TEST, LOGIC -> promoted;
        case FLOAT, CONSTANT -> promoted.isFloating() ? promoted : context.defaultDType();
        case FLOATING -> refuse(!promoted.isFloating(), operation, promoted);
        case NUMERIC, OWN -> refuse(promoted == DType.BOOL, operation, promoted);
        case INTEGER -> refuse(promoted != DType.INT64, operation, promoted);
        case BITS -> refuse(promoted.isFloating(), operation, promoted);
      };
    }

    /** The tensor, if its dtype is admitted. */
    public Tensor checked(String operation, Tensor tensor) {
      compute(Context.current(), operation, tensor.dtype());
      return tensor;
    }

    private static DType refuse(boolean refused, String operation, DType dtype) {
      if (refused) {
        throw new GradError(ErrorKind.TYPE, operation + "() is not defined for " + dtype)
            .help("convert it first, with .long() or .float()");
      }
      return dtype;
    }

    DType result(DType compute) {
      return this == TEST || this == LOGIC ? DType.BOOL : compute;
    }
  }
}
