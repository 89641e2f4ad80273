package org.gradlang.fuzz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.gradlang.Grad;
import org.gradlang.autograd.Autograd;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Calls every operation with random arguments. A complaint is whatever is neither a result that
 * keeps the {@link Invariants} nor an error that a user understands.
 */
final class Fuzzer {
  /** What a wrong argument of an operation may lead to. */
  private static final Set<ErrorKind> KINDS =
      EnumSet.of(
          ErrorKind.TYPE,
          ErrorKind.SHAPE,
          ErrorKind.INDEX,
          ErrorKind.VALUE,
          ErrorKind.OVERFLOW,
          ErrorKind.ZERO_DIVISION,
          ErrorKind.AUTOGRAD);

  /** Traces of Java in a message: packages, classes, identity hashes, arrays. */
  private static final Pattern JAVA =
      Pattern.compile(
          "java\\.|org\\.|@[0-9a-f]{5}|\\[[IJDFLB][@;]|Exception|\\bnull\\b|[a-z][A-Z][a-z]");

  /** What a backward may say: PyTorch has no derivative here either, or the matrix no inverse. */
  private static final Pattern NO_GRADIENT =
      Pattern.compile("has no (derivative|gradient)|singular");

  private final Map<Op, List<RandomCall>> seeds = new HashMap<>();
  private final Context context = new Context();
  private final List<String> complaints = new ArrayList<>();
  private volatile @Nullable RandomCall running;
  private int results;
  private int errors;

  Fuzzer() {
    context.setThreads(1);
    try (Grad grad = Grad.builder().seed(1).threads(1).build()) {
      for (Op op : Operations.all()) {
        seeds.put(op, Seeds.of(grad, op));
      }
    }
  }

  /** What the fuzzer is calling; asked by another thread. */
  @Nullable RandomCall running() {
    return running;
  }

  List<String> complaints() {
    return complaints;
  }

  int results() {
    return results;
  }

  int errors() {
    return errors;
  }

  /** Calls an operation as often as {@code rounds}, after the random numbers of a seed. */
  void run(Op op, long seed, int rounds) {
    Context outer = context.enter();
    try {
      for (int round = 0; round < rounds; round++) {
        once(op, new Random(op.name().hashCode() * 31L + seed * 1_000_003L + round));
      }
    } finally {
      Context.restore(outer);
    }
  }

  private void once(Op op, Random random) {
    context.setGradMode(GradMode.RECORD, Origin.UNKNOWN);
    context.generator().seed(1);
    RandomCall call = next(op, random);
    Invariants invariants = new Invariants(call);
    String text = call.toString();
    GradMode mode =
        random.nextInt(4) != 0
            ? GradMode.RECORD
            : random.nextBoolean() ? GradMode.NO_GRAD : GradMode.INFERENCE;
    context.setGradMode(mode, Origin.UNKNOWN);
    running = call;
    String complaint = complaint(call, invariants, mode);
    if (complaint != null) {
      complaints.add(text + (mode == GradMode.RECORD ? "" : " " + mode) + ": " + complaint);
    }
    running = null;
  }

  private RandomCall next(Op op, Random random) {
    RandomArguments arguments = new RandomArguments(random);
    List<RandomCall> samples = seeds.getOrDefault(op, List.of());
    return samples.isEmpty() || random.nextInt(3) == 0
        ? arguments.call(op)
        : arguments.changed(samples.get(random.nextInt(samples.size())));
  }

  private @Nullable String complaint(RandomCall call, Invariants invariants, GradMode mode) {
    Object result;
    try {
      result = call.run();
      results++;
    } catch (GradError error) {
      errors++;
      return vague(call, error);
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError error) {
      return thrown(error);
    }
    String broken = invariants.broken(result);
    broken = broken == null ? invariants.narrowed(result) : broken;
    if (broken != null) {
      return broken;
    }
    try {
      return mode == GradMode.RECORD ? backward(invariants, result) : recorded(call, result);
    } catch (GradError error) {
      return NO_GRADIENT.matcher(error.message()).find()
          ? null
          : "backward: " + error.kind().text() + ": " + error.message();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError error) {
      return "backward: " + thrown(error);
    }
  }

  /** What is wrong with an error, or null. */
  private static @Nullable String vague(RandomCall call, GradError error) {
    String message = error.message();
    if (!KINDS.contains(error.kind())) {
      return "the kind of " + error.kind().text() + ": " + message;
    }
    if (error.kind() != ErrorKind.AUTOGRAD && !message.startsWith(call.op().label())) {
      return "does not name the operation: " + error.kind().text() + ": " + message;
    }
    String all = message + " " + String.join(" ", error.helpLines());
    return JAVA.matcher(all).find() ? "speaks of Java: " + all : null;
  }

  private static String thrown(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    StringBuilder text = new StringBuilder(error.toString());
    int shown = 0;
    for (StackTraceElement element : trace) {
      if (element.getClassName().startsWith("org.gradlang") && shown++ < 3) {
        text.append("\n      at ").append(element);
      }
    }
    return text.toString();
  }

  private static @Nullable String recorded(RandomCall call, Object result) {
    if (call.isInPlace() || call.op().name().equals("to")) {
      return null;
    }
    for (Tensor tensor : Invariants.tensors(result)) {
      if (tensor.node() != null && !List.of(call.values()).contains(tensor)) {
        return "recorded under no_grad";
      }
    }
    return null;
  }

  /** Goes back from all results to the arguments that want gradients. */
  private @Nullable String backward(Invariants invariants, Object result) {
    List<Tensor> from = new ArrayList<>();
    List<Tensor> results = Invariants.tensors(result);
    for (Tensor tensor : results) {
      if (tensor.requiresGrad()) {
        from.add(tensor.sum());
      }
    }
    List<Tensor> wanted =
        invariants.inputs().stream().filter(x -> x.requiresGrad() && !results.contains(x)).toList();
    if (wanted.isEmpty() || from.isEmpty()) {
      return null;
    }
    @Nullable Tensor[] gradients = Autograd.grad(from, wanted, null, null, false, true, false);
    for (int i = 0; i < gradients.length; i++) {
      Tensor gradient = gradients[i];
      Tensor input = wanted.get(i);
      if (gradient != null
          && (gradient.dtype() != input.dtype() || !gradient.layout().sameSizes(input.layout()))) {
        return "the gradient of "
            + input.dtype()
            + input.layout()
            + " is "
            + gradient.dtype()
            + gradient.layout();
      }
    }
    return null;
  }
}
