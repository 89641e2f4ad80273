package org.gradlang.op.creation;

import static org.gradlang.op.creation.Creation.OPTIONS;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Numbers in even steps, rounded as PyTorch rounds them on a processor with registers of 32 bytes.
 *
 * <p>As long as two registers can be filled, each gets its first number from the ends of the
 * sequence and the others from that one; what is left at the end is computed one by one.
 */
final class Progressions {
  private static final int REGISTER_BYTES = 32;
  private static final int FLOATS = REGISTER_BYTES / Float.BYTES;

  private Progressions() {}

  static void declare(Family family) {
    family
        .op("arange", "Numbers from start to before end.")
        .functionOnly()
        .samples("arange(5)", "arange(1, 2, 0.25)")
        .way(
            Composite.of("arange(end: number" + OPTIONS, a -> arange(a, 0L, a.required("end"), 1L))
                .notDifferentiable())
        .way(
            Composite.of(
                    "arange(start: number, end: number, step: number = 1" + OPTIONS,
                    a -> arange(a, a.required("start"), a.required("end"), a.required("step")))
                .notDifferentiable());
    family
        .op("linspace", "Numbers in even steps from start to end.")
        .functionOnly()
        .samples("linspace(0, 1, 5)")
        .way(
            Creation.maker(
                "linspace(start: number, end: number, steps: int", Progressions::linspace));
    family
        .op("logspace", "Powers of base, the exponents in even steps from start to end.")
        .functionOnly()
        .samples("logspace(0, 1, 5)")
        .way(
            Creation.maker(
                "logspace(start: number, end: number, steps: int, base: float = 10.0",
                Progressions::logspace));
  }

  private static Tensor arange(Bound a, Object start, Object end, Object step) {
    boolean whole = start instanceof Long && end instanceof Long && step instanceof Long;
    DType given = a.dtype("dtype");
    DType dtype = given != null ? given : whole ? DType.INT64 : Context.current().defaultDType();
    refuseBool("arange", dtype);
    Tensor result =
        dtype == DType.INT64
            ? integers(Numbers.whole(start), Numbers.whole(end), Numbers.whole(step))
            : floats(Numbers.real(start), Numbers.real(end), Numbers.real(step), dtype);
    return Creation.finish(a, result);
  }

  private static Tensor integers(long start, long end, long step) {
    Storage storage = Storage.unwritten(DType.INT64, wholeCount(start, end, step));
    long[] numbers = storage.longs();
    Context.current()
        .stretches(numbers.length, (from, to) -> count(numbers, from, to, start, step));
    return Fresh.of(storage, numbers.length);
  }

  private static void count(long[] numbers, int from, int to, long start, long step) {
    for (int i = from; i < to; i++) {
      numbers[i] = start + i * step;
    }
  }

  private static Tensor floats(double start, double end, double step, DType dtype) {
    Storage storage = Storage.unwritten(dtype, count(start, end, step));
    if (dtype == DType.FLOAT32) {
      fillFloats(storage, i -> Math.fma(i, step, start), laneSteps(k -> k * step));
    } else {
      fill(storage, i -> Math.fma(i, step, start), (first, k) -> Math.fma(k, step, first));
    }
    return Fresh.of(storage, storage.length());
  }

  private static int wholeCount(long start, long end, long step) {
    requireProgress(Long.signum(step), Long.compare(end, start), start, end, step);
    long range = end - start;
    if (range != 0 && range > 0 != end > start) {
      throw tooMany((double) end - (double) start);
    }
    long count = Math.ceilDiv(range, step);
    if (count > Integer.MAX_VALUE) {
      throw tooMany(count);
    }
    return (int) count;
  }

  private static int count(double start, double end, double step) {
    double range = end - start;
    if (!Double.isFinite(range)) {
      throw new GradError(
          ErrorKind.VALUE, "arange(): from " + start + " to " + end + " there is no end");
    }
    requireProgress((int) Math.signum(step), (int) Math.signum(range), start, end, step);
    double count = Math.ceil(range / step);
    if (count > Integer.MAX_VALUE) {
      throw tooMany(count);
    }
    return (int) count;
  }

  private static void requireProgress(int step, int range, Object from, Object to, Object by) {
    if (step == 0 || range == -step) {
      throw new GradError(
          ErrorKind.VALUE, "arange(): steps of " + by + " do not lead from " + from + " to " + to);
    }
  }

  private static GradError tooMany(Object count) {
    return new GradError(
        ErrorKind.VALUE, "arange(): " + count + " numbers are more than a tensor can have");
  }

  /** From both ends towards the middle. */
  private static Tensor linspace(Bound a, DType dtype) {
    Storage storage = steps(a, "linspace", dtype);
    int last = storage.length() - 1;
    int half = storage.length() / 2;
    double start = end(a, "start", dtype);
    double end = end(a, "end", dtype);
    if (last == 0) {
      Elements.put(storage, 0, start);
      return Fresh.of(storage, 1);
    }
    boolean single = dtype == DType.FLOAT32;
    double step = single ? (float) (end - start) / (float) last : (end - start) / last;
    IntToDoubleFunction number =
        i -> i < half ? Math.fma(step, i, start) : Math.fma(-step, last - i, end);
    if (single) {
      fillFloats(storage, number, laneSteps(k -> (float) (k * step)));
    } else {
      fill(storage, number, (first, k) -> first + k * step);
    }
    return Fresh.of(storage, storage.length());
  }

  private static Tensor logspace(Bound a, DType dtype) {
    Storage storage = steps(a, "logspace", dtype);
    int last = storage.length() - 1;
    int half = storage.length() / 2;
    double start = end(a, "start", dtype);
    double end = end(a, "end", dtype);
    double range = dtype == DType.FLOAT32 ? (float) (end - start) : end - start;
    double step = range / last;
    double base = a.real("base");
    if (last == 0) {
      Elements.put(storage, 0, Math.pow(base, a.real("start")));
      return Fresh.of(storage, 1);
    }
    Context context = Context.current();
    for (int i = 0; i <= last; i++) {
      context.reached(i);
      double exponent = i < half ? start + step * i : end - step * (last - i);
      Elements.put(storage, i, Math.pow(base, exponent));
    }
    return Fresh.of(storage, storage.length());
  }

  private static Storage steps(Bound a, String operation, DType dtype) {
    refuseBool(operation, dtype);
    int steps = a.integer("steps");
    if (steps < 0) {
      throw new GradError(ErrorKind.VALUE, operation + "(): the number of steps is " + steps);
    }
    return Storage.unwritten(dtype, steps);
  }

  private static void refuseBool(String operation, DType dtype) {
    if (dtype == DType.BOOL) {
      throw new GradError(ErrorKind.TYPE, operation + "() makes no bools");
    }
  }

  /** An end as the dtype has it. */
  private static double end(Bound a, String name, DType dtype) {
    double given = a.real(name);
    return switch (dtype) {
      case FLOAT32 -> (float) given;
      case INT64 -> (long) given;
      case FLOAT64, BOOL -> given;
    };
  }

  /** A number from the first one of its register and its place there. */
  @FunctionalInterface
  private interface Lane {
    double at(double first, int place);
  }

  private static void fill(Storage storage, IntToDoubleFunction number, Lane lane) {
    int lanes = REGISTER_BYTES / storage.dtype().bytes();
    int count = storage.length();
    int paired = count - count % (2 * lanes);
    Context context = Context.current();
    for (int i = 0; i < paired; i += lanes) {
      context.worked(lanes);
      Elements.put(storage, i, number.applyAsDouble(i));
      double first = Elements.real(storage, i);
      for (int k = 1; k < lanes; k++) {
        Elements.put(storage, i + k, lane.at(first, k));
      }
    }
    fillRest(storage, paired, number);
  }

  /** The same for float32, where lane k adds {@code steps[k]} in float64. */
  private static void fillFloats(Storage storage, IntToDoubleFunction number, double[] steps) {
    float[] numbers = storage.floats();
    int paired = numbers.length - numbers.length % (2 * FLOATS);
    int registers = paired / FLOATS;
    Context.current()
        .stretches(
            registers,
            FLOATS,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                double first = (float) number.applyAsDouble(i * FLOATS);
                fillRegister(numbers, i * FLOATS, first, steps);
              }
            });
    fillRest(storage, paired, number);
  }

  private static void fillRegister(float[] numbers, int at, double first, double[] steps) {
    for (int k = 0; k < FLOATS; k++) {
      numbers[at + k] = (float) (first + steps[k]);
    }
  }

  private static void fillRest(Storage storage, int from, IntToDoubleFunction number) {
    for (int i = from; i < storage.length(); i++) {
      Elements.put(storage, i, number.applyAsDouble(i));
    }
  }

  private static double[] laneSteps(IntToDoubleFunction step) {
    double[] steps = new double[FLOATS];
    Arrays.setAll(steps, step);
    return steps;
  }
}
