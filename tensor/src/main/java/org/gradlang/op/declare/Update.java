package org.gradlang.op.declare;

import java.util.List;
import java.util.function.Consumer;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.JointUpdate;
import org.gradlang.op.Overload;
import org.gradlang.op.signature.Parameter;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Ledger;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An operation that changes several tensors at once, each by a formula of the arguments: a chain of
 * pointwise operations in place, in one pass. It is not recorded, and refuses what would have to
 * be.
 *
 * <p>The tensors among the arguments have one shape and one floating-point dtype. Numbers may be
 * None or 0, bools False and tensors None: formulas are drafted once for each such case, so that a
 * call computes nothing that it does not need, and looks nothing up by name.
 */
public final class Update extends Overload {
  private final Consumer<UpdateDraft> drafting;
  private @Nullable Plan plan;

  /**
   * What follows from the signature.
   *
   * @param switches the bit of the variant that each parameter decides; 0 for those that decide
   *     nothing
   */
  private record Plan(int[] switches, @Nullable UpdateVariant[] variants) {}

  private Update(String signature, Consumer<UpdateDraft> drafting) {
    super(signature);
    this.drafting = drafting;
  }

  public static Update of(String signature, Consumer<UpdateDraft> drafting) {
    return new Update(signature, drafting);
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    UpdateVariant variant = variant(bound);
    Tensor self = (Tensor) bound[0];
    check(context, variant, bound);
    Operand[] operands = operands(variant, bound, self);
    for (int target : variant.targets()) {
      operands = InPlace.apart(operands, (Tensor) bound[target]);
    }
    variant.loop().run(operands, self.dtype());
    count(context, variant, bound);
    return None.NONE;
  }

  /** Those of small tensors in one pass. */
  @Override
  public void applyEach(Context context, @Nullable Object[][] calls) {
    UpdateVariant variant = variant(calls[0]);
    if (calls.length == 1 || !areSmall(calls)) {
      super.applyEach(context, calls);
      return;
    }
    Operand[][] sets = new Operand[calls.length][];
    for (int i = 0; i < calls.length; i++) {
      check(context, variant, calls[i]);
      sets[i] = operands(variant, calls[i], (Tensor) calls[i][0]);
    }
    new JointUpdate(variant.loop(), sets, ((Tensor) calls[0][0]).dtype()).run();
    for (@Nullable Object[] bound : calls) {
      count(context, variant, bound);
    }
  }

  /** Whether all tensors are of one dtype and without gaps, and together fit into a tile. */
  private static boolean areSmall(@Nullable Object[][] calls) {
    DType dtype = ((Tensor) calls[0][0]).dtype();
    int elements = 0;
    for (@Nullable Object[] bound : calls) {
      int own = ((Tensor) bound[0]).numel();
      if (own > JointUpdate.LARGEST - elements) {
        return false;
      }
      elements += own;
      for (Object argument : bound) {
        if (argument instanceof Tensor tensor
            && !(tensor.dtype() == dtype && tensor.layout().isContiguous())) {
          return false;
        }
      }
    }
    return elements > 0 && Ledger.current() == null;
  }

  private static void count(Context context, UpdateVariant variant, @Nullable Object[] bound) {
    for (int target : variant.targets()) {
      Graph.countChange(context, (Tensor) bound[target]);
    }
    for (int more = 1; more < variant.changes(); more++) {
      Graph.countChange(context, (Tensor) bound[0]);
    }
  }

  private UpdateVariant variant(@Nullable Object[] bound) {
    Plan known = plan;
    if (known == null) {
      known = plan();
      plan = known;
    }
    int number = 0;
    for (int i = 0; i < bound.length; i++) {
      int bit = known.switches[i];
      if (bit != 0 && isOn(bound[i])) {
        number |= bit;
      }
    }
    UpdateVariant variant = known.variants[number];
    if (variant == null) {
      UpdateDraft draft = new UpdateDraft(signature(), bound);
      drafting.accept(draft);
      variant = draft.finish();
      known.variants[number] = variant;
    }
    return variant;
  }

  private Plan plan() {
    List<Parameter> parameters = signature().parameters();
    int[] switches = new int[parameters.size()];
    int bit = 1;
    for (int i = 0; i < switches.length; i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.optional() || parameter.standard() instanceof Boolean) {
        switches[i] = bit;
        bit <<= 1;
      }
    }
    return new Plan(switches, new @Nullable UpdateVariant[bit]);
  }

  /** Whether an argument is there: neither None nor 0 nor False. */
  static boolean isOn(@Nullable Object argument) {
    return switch (argument) {
      case null -> false;
      case Boolean flag -> flag;
      case Double number -> number != 0;
      default -> true;
    };
  }

  private void check(Context context, UpdateVariant variant, @Nullable Object[] bound) {
    Tensor self = (Tensor) bound[0];
    if (!self.dtype().isFloating()) {
      throw new GradError(
          ErrorKind.TYPE, signature().name() + "() updates floats, not " + self.dtype());
    }
    for (int i = 0; i < bound.length; i++) {
      if (bound[i] instanceof Tensor tensor) {
        checkAlike(i, tensor, self);
      }
    }
    for (int target : variant.targets()) {
      Tensor changed = (Tensor) bound[target];
      Graph.checkInPlace(context, changed, changed.requiresGrad());
    }
    if (context.isRecording()) {
      checkUnrecorded(bound);
    }
  }

  private void checkAlike(int place, Tensor tensor, Tensor self) {
    if (!tensor.layout().sameSizes(self.layout())) {
      String shapes = tensor.layout() + ", and " + named(0) + " " + self.layout();
      throw new GradError(ErrorKind.SHAPE, named(place) + " has the shape " + shapes);
    }
    if (tensor.dtype() != self.dtype()) {
      String dtypes = tensor.dtype() + ", and " + named(0) + " " + self.dtype();
      throw new GradError(ErrorKind.TYPE, named(place) + " holds " + dtypes);
    }
  }

  private void checkUnrecorded(@Nullable Object[] bound) {
    for (int i = 0; i < bound.length; i++) {
      if (bound[i] instanceof Tensor tensor && tensor.requiresGrad()) {
        throw new GradError(
                ErrorKind.AUTOGRAD,
                signature().name() + "() is not recorded, and its " + named(i) + " has a gradient")
            .help("call it in no_grad { }");
      }
    }
  }

  private String named(int place) {
    return signature().parameter(place).name();
  }

  /** What is not there is never read; the first tensor stands for it. */
  private static Operand[] operands(
      UpdateVariant variant, @Nullable Object[] bound, Tensor placeholder) {
    Operand[] operands = new Operand[bound.length + variant.complements().length];
    for (int i = 0; i < bound.length; i++) {
      operands[i] =
          switch (bound[i]) {
            case Tensor tensor -> tensor;
            case Double number -> Scalar.of(number);
            case null, default -> placeholder;
          };
    }
    for (int i = 0; i < variant.complements().length; i++) {
      Object number = bound[variant.complements()[i]];
      operands[bound.length + i] =
          number instanceof Double share ? Scalar.of(1 - share) : placeholder;
    }
    return operands;
  }
}
