package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.autograd.Autograd;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Leaves;
import org.gradlang.op.signature.Parameter;
import org.gradlang.op.signature.ParameterType;
import org.gradlang.op.signature.Results;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of an operation that is made of others and is one node of the graph all the same,
 * as in PyTorch: on the way back its body runs once more, recorded this time, and is walked back
 * itself. Under {@code create_graph} that walk is recorded as well, so gradients of every order
 * follow.
 *
 * <p>The body must do the same again, and so draw no random numbers. What it computes is computed
 * twice: for operations that are seldom what a program spends its time on.
 */
final class Replay {
  private final Signature signature;
  private final Composite.Body body;
  private final String[] differentiable;

  /** What all rules of one node share. */
  private record Gradients(@Nullable Tensor[] ofParameters) {}

  private Replay(Signature signature, Composite.Body body, String[] differentiable) {
    this.signature = signature;
    this.body = body;
    this.differentiable = differentiable;
  }

  static Primitive primitive(String text, Composite.Body body, String... differentiable) {
    Primitive.Direct[] none =
        Arrays.stream(differentiable)
            .map(name -> new Primitive.Direct(name, null))
            .toArray(Primitive.Direct[]::new);
    return primitive(text, body, bound -> plain(body.run(bound)), none);
  }

  static Primitive primitive(
      String text, Composite.Body body, Primitive.Forward forward, Primitive.Direct... direct) {
    Primitive primitive = Primitive.of(text, forward);
    String[] differentiable =
        Arrays.stream(direct).map(Primitive.Direct::parameter).toArray(String[]::new);
    Replay replay = new Replay(primitive.signature(), body, differentiable);
    String[] tensors =
        primitive.signature().parameters().stream()
            .filter(parameter -> parameter.type() == ParameterType.TENSOR)
            .map(Parameter::name)
            .toArray(String[]::new);
    for (int i = 0; i < differentiable.length; i++) {
      int number = i;
      RuleNode.@Nullable Rule rule = direct[i].rule();
      primitive.gradient(
          differentiable[i],
          tensors,
          v ->
              rule != null && !v.context().isRecording()
                  ? rule.gradient(v)
                  : v.shared(Gradients.class, () -> new Gradients(replay.gradients(v)))
                      .ofParameters()[number]);
    }
    return primitive;
  }

  private static Object plain(Object value) {
    return value instanceof Results results ? results.values().toArray(Tensor[]::new) : value;
  }

  /** One for each parameter with a rule; null where none is asked for. */
  private @Nullable Tensor[] gradients(Vjp v) {
    Context context = Context.current();
    boolean recorded = context.isRecording();
    GradMode mode = context.gradMode();
    Cut cut = context.gradModeCut();
    context.setGradMode(GradMode.RECORD, context.origin());
    try {
      return gradients(v, recorded);
    } finally {
      context.setGradMode(mode, cut);
    }
  }

  private @Nullable Tensor[] gradients(Vjp v, boolean recorded) {
    @Nullable Object[] arguments = v.arguments();
    List<Tensor> starts = new ArrayList<>();
    int[] numbers = new int[differentiable.length];
    for (int i = 0; i < differentiable.length; i++) {
      int place = signature.require(differentiable[i]);
      numbers[i] = -1;
      if (arguments[place] instanceof Tensor tensor && tensor.requiresGrad()) {
        Tensor start = start(tensor, recorded);
        arguments[place] = start;
        numbers[i] = starts.size();
        starts.add(start);
      }
    }
    Object value = plain(body.run(new Bound(signature, arguments)));
    Tensor[] results = value instanceof Tensor one ? new Tensor[] {one} : (Tensor[]) value;
    @Nullable Tensor[] found = walk(v, results, starts, recorded);
    @Nullable Tensor[] gradients = new @Nullable Tensor[differentiable.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = numbers[i] < 0 ? null : found[numbers[i]];
    }
    return gradients;
  }

  /** An argument that no other is, even where one tensor is given twice. */
  private static Tensor start(Tensor tensor, boolean recorded) {
    if (recorded) {
      return tensor.view(tensor.layout().sizes());
    }
    Tensor leaf = new Tensor(tensor.storage(), tensor.layout(), tensor.origin());
    Leaves.setRequiresGrad(leaf, true);
    return leaf;
  }

  private static @Nullable Tensor[] walk(
      Vjp v, Tensor[] results, List<Tensor> starts, boolean recorded) {
    List<Tensor> roots = new ArrayList<>();
    List<Tensor> cotangents = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      if (v.hasCotangent(i) && results[i].requiresGrad()) {
        roots.add(results[i]);
        cotangents.add(v.cotangent(i));
      }
    }
    return roots.isEmpty()
        ? new @Nullable Tensor[starts.size()]
        : Autograd.grad(roots, starts, cotangents, null, recorded, true, false);
  }
}
