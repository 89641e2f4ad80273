package org.gradlang.spec.operation;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Value;
import org.gradlang.autograd.Autograd;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;

/**
 * Checks an operation's gradients on its samples: {@code autograd.gradcheck} and {@code
 * gradgradcheck} with respect to every tensor that {@code randn} or {@code rand} gives a sample.
 *
 * <p>The samples together must reach all signatures, and in each a gradient must arrive at all
 * parameters that have one. Where the table says that no gradient flows, results must not require
 * one.
 */
final class GradientCheck {
  private static final String CHECK =
      """
      (f, xs, eps, atol, rtol) -> autograd.CHECK(f, xs, eps=eps, atol=atol, rtol=rtol)\
      """;

  private final Grad grad = Grad.builder().threads(1).build();
  private final Leaves leaves = new Leaves();
  private final Value gradcheck;
  private final Value gradgradcheck;

  GradientCheck() {
    grad.eval("set_default_dtype(float64)");
    gradcheck = grad.eval(CHECK.replace("CHECK", "gradcheck"));
    gradgradcheck = grad.eval(CHECK.replace("CHECK", "gradgradcheck"));
    grad.set("randn", leaves.instead("randn"));
    grad.set("rand", leaves.instead("rand"));
  }

  /** What an operation in place is derived from; itself for others. */
  static Op plain(Op op) {
    String name = op.name();
    Op found = name.endsWith("_") ? Operations.find(name.substring(0, name.length() - 1)) : null;
    return found == null ? op : found;
  }

  /** Fails unless all gradients of an operation are right. */
  void check(Op op) {
    Trial trial = new Trial(op);
    Set<String> missing = wanted(op);
    for (Sample sample : samples(op)) {
      missing.removeAll(reached(trial, sample));
    }
    assertEquals(Set.of(), missing, "no sample reaches these signatures or parameters");
  }

  /** Its own samples, or for a form in place those of the plain form that fit it. */
  private List<Sample> samples(Op op) {
    Op plain = plain(op);
    if (!op.samples().isEmpty() || plain == op) {
      return op.samples().stream().map(Sample::parse).toList();
    }
    return plain.samples().stream()
        .map(Sample::parse)
        .filter(sample -> fitsInPlace(plain, sample))
        .toList();
  }

  /** All signatures, and their parameters that have a gradient. */
  private static Set<String> wanted(Op op) {
    Set<String> wanted = new TreeSet<>();
    List<Signature> signatures = op.signatures();
    for (int way = 0; way < signatures.size(); way++) {
      wanted.add(signatures.get(way).toString());
      for (String parameter : op.differentiable(way)) {
        wanted.add(signatures.get(way) + " -> " + parameter);
      }
    }
    return wanted;
  }

  /** Whether the result has the shape and dtype of what it would be written over. */
  private boolean fitsInPlace(Op plain, Sample sample) {
    Trial trial = new Trial(plain);
    Object result = function(trial, sample).call().content();
    List<Tensor> first = trial.first();
    return !first.isEmpty()
        && result instanceof Tensor tensor
        && tensor.layout().sameSizes(first.getFirst().layout())
        && isCast(tensor, first.getFirst());
  }

  private static boolean isCast(Tensor from, Tensor to) {
    return (Boolean) requireNonNull(Operations.find("can_cast")).call(from.dtype(), to.dtype());
  }

  private Value function(Trial trial, Sample sample) {
    leaves.clear();
    grad.set("observed", trial.observed());
    grad.set("observe", trial.observe());
    Object function = grad.eval(sample.watched()).content();
    grad.set("again", again(function));
    return grad.get("again");
  }

  /** The sample as a function of leaves, which are changed in their place. */
  private Callable again(Object function) {
    return new Callable() {
      @Override
      public Object call(Arguments arguments) {
        leaves.rewind();
        return Calls.call(function, Arguments.NONE);
      }

      @Override
      public String name() {
        return "sample";
      }
    };
  }

  private Set<String> reached(Trial trial, Sample sample) {
    Set<String> reached = new TreeSet<>();
    try {
      Value function = function(trial, sample);
      Object result = function.call().content();
      Signature signature = trial.op().signatures().get(trial.way());
      reached.add(signature.toString());
      List<String> parameters = trial.op().differentiable(trial.way());
      List<Tensor> outputs = Trial.tensors(result).filter(Tensor::requiresGrad).toList();
      if (parameters.isEmpty() && !trial.isInPlace()) {
        assertTrue(outputs.isEmpty(), () -> "a result requires a gradient: " + sample.text());
      }
      if (outputs.isEmpty()) {
        return reached;
      }
      for (String parameter : trial.tracked().keySet()) {
        if (parameters.contains(parameter) && isReached(trial, outputs, parameter)) {
          reached.add(signature + " -> " + parameter);
        }
      }
      differentiate(
          function, outputs, !trial.op().isDifferentiable() || trial.op().isDifferentiableTwice());
    } catch (GradException wrong) {
      fail(sample.text() + "\n" + wrong.getMessage(), wrong);
    }
    return reached;
  }

  private static boolean isReached(Trial trial, List<Tensor> outputs, String parameter) {
    List<Tensor> inputs = trial.tracked().get(parameter);
    List<Tensor> ones = outputs.stream().map(y -> Operations.tensor("ones_like", y)).toList();
    for (Tensor found : Autograd.grad(outputs, inputs, ones, true, false, true, false)) {
      if (found == null) {
        return false;
      }
    }
    return true;
  }

  /** float32 results are too coarse for small steps; those that are made of float64 are linear. */
  private void differentiate(Value function, List<Tensor> outputs, boolean twice) {
    boolean coarse = outputs.stream().anyMatch(y -> y.dtype() == DType.FLOAT32);
    List<Object> arguments = new ArrayList<>();
    arguments.add(function);
    arguments.add(leaves.all());
    arguments.addAll(coarse ? List.of(0.25, 1e-4, 1e-4) : List.of(1e-6, 1e-5, 1e-3));
    gradcheck.call(arguments.toArray());
    if (twice) {
      gradgradcheck.call(arguments.toArray());
    } else {
      assertThrows(GradException.class, () -> gradgradcheck.call(arguments.toArray()));
    }
  }
}
