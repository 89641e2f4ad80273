package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps that one loop does together give the bits of single ones. */
class VectorLoopTest {
  private static final int N = 137; // not a multiple of the lanes
  private static final int PROGRAMS = 80;

  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    89.5,
    -104.5,
    0.625,
    Float.MIN_VALUE,
    Float.MIN_NORMAL,
    1e-40f,
    Double.MIN_VALUE,
    Float.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static final List<Primitive> ARITHMETIC =
      List.of(
          Arithmetic.ADD,
          Arithmetic.SUB,
          Arithmetic.MUL,
          Arithmetic.DIV,
          Arithmetic.NEG,
          Arithmetic.ABS,
          Arithmetic.SIGN,
          Arithmetic.RECIPROCAL,
          Arithmetic.SQRT,
          Arithmetic.RSQRT,
          Arithmetic.MAX,
          Arithmetic.MIN,
          Comparison.ROUND,
          Comparison.FLOOR,
          Comparison.CEIL,
          Comparison.TRUNC,
          Comparison.EQUAL,
          Comparison.NOT_EQUAL,
          Comparison.LESS,
          Comparison.LESS_EQUAL,
          Comparison.SELECT,
          Logic.AND,
          Logic.OR,
          Logic.NOT);

  private static final List<Primitive> FUNCTIONS =
      List.of(
          Exponential.EXP2,
          Exponential.LOG2,
          Exponential.LOG10,
          Exponential.SINH,
          Exponential.ASINH,
          Exponential.ACOSH,
          Exponential.ATANH,
          Exponential.COSH,
          Arithmetic.POW,
          Arithmetic.HYPOT,
          Trigonometry.ATAN2,
          Trigonometry.ATAN,
          Trigonometry.ASIN,
          Trigonometry.ACOS,
          Exponential.EXP,
          Exponential.EXPM1,
          Exponential.LOG,
          Exponential.LOG1P,
          Exponential.TANH,
          Exponential.SIGMOID,
          Special.ERF);

  /** What no vectors have: a program is cut there. */
  private static final List<Primitive> OTHERS =
      List.of(Trigonometry.SIN, Arithmetic.REMAINDER, Logic.XOR);

  private static final List<Primitive> ALL =
      List.of(ARITHMETIC, FUNCTIONS, OTHERS).stream().flatMap(List::stream).toList();

  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void randomProgramsGiveTheSameBits(DType dtype) {
    assumeTrue(SimdKernels.isAvailable());
    int loops = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      loops += check(program(ALL, 2 + random.nextInt(14)), dtype);
    }
    assertTrue(loops > PROGRAMS / 2, "most programs have a loop at least");
  }

  @Test
  void everyFunctionWithVectorsIsInALoop() {
    assumeTrue(SimdKernels.isAvailable());
    for (Primitive primitive : ALL) {
      Formula[] inputs = new Formula[primitive.arity()];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = Formula.input(i);
      }
      Program program = Program.of(primitive.of(inputs).neg());
      int expected = OTHERS.contains(primitive) ? 0 : 1;
      assertEquals(expected, check(program, DType.FLOAT32), primitive.name());
      int ofDoubles = ARITHMETIC.contains(primitive) ? 1 : 0;
      assertEquals(ofDoubles, check(program, DType.FLOAT64), primitive.name());
    }
  }

  @Test
  void whatIsTooLongForOneLoopIsCut() {
    assumeTrue(SimdKernels.isAvailable());
    Formula sum = Formula.input(0);
    for (int i = 0; i < 6; i++) {
      sum = sum.add(Formula.input(1).mul(i + 2).tanh());
    }
    assertEquals(2, check(Program.of(sum), DType.FLOAT32));
  }

  /** A run of steps becomes a loop when it has worked on many elements, and nobody sees it. */
  @Test
  void takesOverWhenItIsCompiled() throws InterruptedException {
    assumeTrue(SimdKernels.isAvailable());
    Formula x = Formula.input(0);
    Formula y = Formula.input(1);
    Program program =
        Program.of(
            List.of(
                x.mul(y).add(x.mul(0.5)).sub(y.tanh()),
                x.sub(y).abs().sqrt().div(Formula.input(2)).exp().max(y.sign())));
    int n = 70_003;
    Operand[] operands = {view(floats(n)), view(floats(n)), Scalar.of(0.3)};
    float[][] before = evaluate(program, operands, n);
    BitSet uniform = new BitSet();
    uniform.set(2, program.operands() + program.constants().length);
    ProgramLoops loops = program.loops(DType.FLOAT32, uniform);
    assertNotNull(loops);
    assertTrue(loops.pieces() == null, "one run is not enough");
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (loops.pieces() == null) {
      assertTrue(System.nanoTime() < end, "it is never compiled");
      for (int i = 0; i < 100; i++) {
        evaluate(program, operands, n);
      }
      Thread.sleep(1);
    }
    float[][] after = evaluate(program, operands, n);
    for (int i = 0; i < after.length; i++) {
      for (int k = 0; k < n; k++) {
        assertEquals(Float.floatToIntBits(before[i][k]), Float.floatToIntBits(after[i][k]));
      }
    }
  }

  private static float[][] evaluate(Program program, Operand[] operands, int n) {
    Layout layout = Layout.contiguous(n);
    Walk walk = Walk.contiguous(n, layout, layout, layout);
    float[][] results = {new float[n], new float[n]};
    try (Evaluation evaluation =
        new Evaluation(program, walk, 0, operands, DType.FLOAT32, Evaluation.TILE)) {
      evaluation.bindResult(0, results[0]);
      evaluation.bindResult(1, results[1]);
      for (int at = 0; at < n; at += Evaluation.TILE) {
        evaluation.run(at, Math.min(Evaluation.TILE, n - at));
      }
    }
    return results;
  }

  private View view(float[] elements) {
    return View.of(Storage.of(elements));
  }

  private float[] floats(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) number();
    }
    return x;
  }

  private Program program(List<Primitive> primitives, int steps) {
    List<Formula> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(Formula.input(i));
    }
    parts.add(Formula.constant(0.7));
    List<Formula> results = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      Primitive primitive = primitives.get(random.nextInt(primitives.size()));
      if (FUNCTIONS.contains(primitive) && random.nextInt(3) > 0) {
        primitive = Arithmetic.ADD; // what takes the compiler longest is not half of all
      }
      Formula[] arguments = new Formula[primitive.arity()];
      for (int k = 0; k < arguments.length; k++) {
        arguments[k] = parts.get(random.nextInt(parts.size()));
      }
      Formula part = primitive.of(arguments);
      parts.add(part);
      if (random.nextInt(4) == 0 || i == steps - 1) {
        results.add(part);
      }
    }
    return Program.of(results);
  }

  /** How many loops there are, whose bits are those of the steps. */
  private int check(Program program, DType dtype) {
    int fixed = program.operands() + program.constants().length;
    BitSet uniform = new BitSet();
    uniform.set(program.operands(), fixed);
    for (int i = 0; i < program.operands(); i++) {
      uniform.set(i, random.nextInt(4) == 0);
    }
    Object[] expected = new Object[program.slots()];
    Object[] arrays = new Object[program.slots()];
    for (int slot = 0; slot < arrays.length; slot++) {
      expected[slot] = elements(dtype, uniform.get(slot));
      arrays[slot] = copy(expected[slot]);
    }
    List<ProgramPiece> pieces = SimdKernels.pieces(program, dtype, uniform);
    int[] indices = new int[arrays.length];
    int loops = 0;
    int steps = 0;
    for (ProgramPiece piece : pieces) {
      int done = piece.run(arrays, indices, N);
      assertEquals(piece.loop() == null ? 0 : N - N % piece.width(), done);
      loops += piece.loop() == null ? 0 : 1;
      steps += piece.steps().size();
      piece.steps().forEach(step -> run(step, arrays, dtype, done));
    }
    assertEquals(program.steps().size(), steps);
    program.steps().forEach(step -> run(step, expected, dtype, 0));
    for (int slot : program.resultSlots().stream().toArray()) {
      for (int i = 0; i < N; i++) {
        assertEquals(bits(expected[slot], i), bits(arrays[slot], i), () -> program.steps() + "");
      }
    }
    assertFalse(pieces.isEmpty());
    return loops;
  }

  private static void run(Program.Step step, Object[] arrays, DType dtype, int from) {
    // element by element: short runs are plain ones
    for (int i = from; i < N; i++) {
      step.primitive()
          .loop(dtype)
          .run(
              arrays[step.a()],
              i,
              arrays[step.b()],
              i,
              arrays[step.c()],
              i,
              arrays[step.out()],
              i,
              1);
    }
  }

  private static Object copy(Object array) {
    return array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
  }

  private static long bits(Object array, int i) {
    return array instanceof float[] floats
        ? Float.floatToIntBits(floats[i])
        : Double.doubleToLongBits(((double[]) array)[i]);
  }

  private Object elements(DType dtype, boolean uniform) {
    double first = number();
    Object array = Elements.allocate(dtype, N);
    for (int i = 0; i < N; i++) {
      double x = uniform ? first : number();
      if (array instanceof float[] floats) {
        floats[i] = (float) x;
      } else {
        ((double[]) array)[i] = x;
      }
    }
    return array;
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> Float.intBitsToFloat(random.nextInt());
      default -> random.nextGaussian() * 5;
    };
  }
}
