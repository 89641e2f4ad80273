package org.gradlang.kernel;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Strided;

/**
 * Fills tensors with random numbers, in the order of their memory; the numbers are PyTorch's
 * wherever those do not depend on how it was built.
 */
public final class Draws {
  /** Tensors from this size on draw their normals in blocks of as many. */
  private static final int BLOCK = 16;

  /** Numbers that are drawn at once: a multiple of the block. */
  private static final int PIECE = 1 << 12;

  /** So many of the fastest are kept while the others are drawn. */
  private static final int FEW = 64;

  private Draws() {}

  /** Uniform floats from {@code from} to {@code to}. */
  public static void uniform(Generator generator, Strided out, double from, double to) {
    Bits bits = new Bits(generator, out.layout().numel());
    if (out.dtype() == DType.FLOAT32) {
      float start = (float) from;
      float width = (float) to - start;
      fillFloats(
          out,
          (numbers, count) -> {
            bits.floats(numbers, count);
            for (int i = 0; i < count; i++) {
              numbers[i] = Math.fma(numbers[i], width, start);
            }
          });
    } else {
      fillDoubles(
          out,
          (numbers, count) -> {
            bits.doubles(numbers, count);
            for (int i = 0; i < count; i++) {
              numbers[i] = Math.fma(numbers[i], to - from, from);
            }
          });
    }
  }

  /** Random bits, so many of which are drawn at once as fill a piece. */
  private static final class Bits {
    private final Generator generator;
    private final int[] bits;

    Bits(Generator generator, int most) {
      this.generator = generator;
      this.bits = new int[2 * Math.min(Math.max(most, BLOCK), PIECE)];
    }

    int[] ints(int count) {
      generator.nextInts(bits, count);
      return bits;
    }

    /** As {@link Generator#nextFloat}. */
    void floats(float[] numbers, int count) {
      generator.nextInts(bits, count);
      for (int i = 0; i < count; i++) {
        numbers[i] = (bits[i] & 0xffffff) * 0x1p-24f;
      }
    }

    /** As {@link Generator#nextDouble}. */
    void doubles(double[] numbers, int count) {
      generator.nextInts(bits, 2 * count);
      for (int i = 0; i < count; i++) {
        numbers[i] = whole(bits, i) * 0x1p-53;
      }
    }

    /** 53 bits of two numbers of 32, the upper ones first. */
    static long whole(int[] bits, int i) {
      long number = ((long) bits[2 * i] << 32) | (bits[2 * i + 1] & 0xffffffffL);
      return number & 0x1fffffffffffffL;
    }
  }

  /** Normal floats. */
  public static void normal(Generator generator, Strided out, double mean, double deviation) {
    int n = out.layout().numel();
    if (n < BLOCK || !out.layout().isContiguous()) {
      fill(out, () -> generator.nextNormal() * deviation + mean);
      return;
    }
    Bits bits = new Bits(generator, n);
    int last = n % BLOCK == 0 ? -1 : n - BLOCK; // drawn anew, over normals that stand already
    if (out.dtype() == DType.FLOAT32) {
      Normals normals = new Normals(n);
      FloatDraw draw =
          (numbers, count) -> normals.of(bits.ints(count), numbers, count, mean, deviation);
      fillFloats(out, draw);
      if (last >= 0) {
        float[] numbers = new float[BLOCK];
        draw.fill(numbers, BLOCK);
        new Target(out).store(last, numbers, BLOCK, DType.FLOAT32);
      }
    } else {
      DoubleDraw draw =
          (numbers, count) -> {
            bits.doubles(numbers, count);
            toNormals(numbers, count, mean, deviation);
          };
      fillDoubles(out, draw);
      if (last >= 0) {
        double[] numbers = new double[BLOCK];
        draw.fill(numbers, BLOCK);
        new Target(out).store(last, numbers, BLOCK, DType.FLOAT64);
      }
    }
  }

  /**
   * The whole blocks among the first {@code count}, by Box and Muller: element j and j + 8 of a
   * block make two normals.
   */
  private static void toNormals(double[] numbers, int count, double mean, double deviation) {
    for (int at = 0; at + BLOCK <= count; at += BLOCK) {
      for (int i = at; i < at + BLOCK / 2; i++) {
        double radius = Math.sqrt(-2 * Math.log(1 - numbers[i]));
        double angle = 2 * Math.PI * numbers[i + BLOCK / 2];
        numbers[i] = radius * Math.cos(angle) * deviation + mean;
        numbers[i + BLOCK / 2] = radius * Math.sin(angle) * deviation + mean;
      }
    }
  }

  private static double rounded(double x, boolean single) {
    return single ? (float) x : x;
  }

  /**
   * Whole numbers from {@code from} to {@code to - 1}, of any dtype; if both are equal, any of 64
   * bits.
   */
  public static void integers(Generator generator, Strided out, long from, long to) {
    long range = to - from;
    // a wide range takes 64 bits for each number, as in PyTorch from 2^28 on
    boolean wide = range == 0 || Long.compareUnsigned(range, 1L << 28) >= 0;
    fillLongs(
        out,
        () -> {
          long bits = wide ? generator.nextLong() : generator.nextInt() & 0xffffffffL;
          return range == 0 ? bits : Long.remainderUnsigned(bits, range) + from;
        });
  }

  /** 1 with the given probability, else 0. */
  public static void bernoulli(Generator generator, Strided out, double probability) {
    Bits bits = new Bits(generator, out.layout().numel());
    long bound = (long) Math.ceil(probability * 0x1p53); // below which a uniform number counts
    fillFloats(
        out,
        (numbers, count) -> {
          int[] drawn = bits.ints(2 * count);
          for (int i = 0; i < count; i++) {
            numbers[i] = (int) ((Bits.whole(drawn, i) - bound) >>> 63);
          }
        });
  }

  /** Exponentially distributed floats of mean {@code 1 / rate}. */
  public static void exponential(Generator generator, Strided out, double rate) {
    fill(out, () -> -1 / rate * Math.log1p(-generator.nextDouble()));
  }

  /** How many trials it takes until one succeeds that does so with the given probability. */
  public static void geometric(Generator generator, Strided out, double probability) {
    double failure = Math.log(1 - probability);
    fill(out, () -> Math.ceil(Math.log(generator.nextDouble()) / failure));
  }

  /** Floats whose logarithms are normal. */
  public static void logNormal(Generator generator, Strided out, double mean, double deviation) {
    fill(out, () -> Math.exp(generator.nextNormal() * deviation + mean));
  }

  /** Floats by Cauchy's distribution. */
  public static void cauchy(Generator generator, Strided out, double median, double width) {
    fill(out, () -> median + width * Math.tan(Math.PI * (generator.nextDouble() - 0.5)));
  }

  /** The numbers 0 to {@code n - 1} in random order. */
  public static long[] permutation(Generator generator, int n) {
    long[] numbers = Room.longsToStore(n);
    Context.current()
        .stretches(
            n,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                numbers[i] = i;
              }
            });
    for (int i = 0; i < n - 1; i++) {
      int j = i + Integer.remainderUnsigned(generator.nextInt(), n - i);
      long swapped = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = swapped;
    }
    return numbers;
  }

  /**
   * Draws indices by their weights, which need not add up to 1.
   *
   * @param weights not negative; without replacement at least {@code count} of them positive
   * @param dtype float32 where everything is rounded to it
   */
  public static long[] multinomial(
      Generator generator, double[] weights, DType dtype, int count, boolean replacement) {
    boolean single = dtype == DType.FLOAT32;
    return replacement && count > 1
        ? independent(generator, weights, count, single)
        : race(generator, weights, count, single);
  }

  /** Each index waits for a time that is exponential with its weight as the rate; first come. */
  private static long[] race(Generator generator, double[] weights, int count, boolean single) {
    long[] keys = speeds(generator, weights, single);
    if (count <= FEW) {
      return greatest(keys, count);
    }
    long[] first = Room.longsToStore(count);
    Context context = Context.current();
    int[] order = RadixSort.order(keys, true);
    for (int i = 0; i < count; i++) {
      context.reached(i);
      first[i] = order[i];
    }
    return first;
  }

  /** One by the time that each index waits, as bits: none is negative, and NaN is the greatest. */
  private static long[] speeds(Generator generator, double[] weights, boolean single) {
    long[] keys = Room.longs(weights.length);
    Bits bits = new Bits(generator, weights.length);
    double[] drawn = new double[Math.min(weights.length, PIECE)];
    Context context = Context.current();
    for (int start = 0, n; start < keys.length; start += n) {
      n = Math.min(PIECE, keys.length - start);
      bits.doubles(drawn, n);
      context.worked(n);
      for (int i = 0; i < n; i++) {
        // 1 - u is exact; 0 - log(1) is no negative zero
        double time = rounded(0 - Math.log(1 - drawn[i]), single);
        double speed = rounded(weights[start + i] / time, single);
        keys[start + i] =
            single ? Float.floatToIntBits((float) speed) : Double.doubleToLongBits(speed);
      }
    }
    return keys;
  }

  /** The positions of the greatest keys, falling; the first of equal ones. */
  private static long[] greatest(long[] keys, int count) {
    long[] kept = new long[count];
    long[] positions = Room.longsToStore(count);
    Context context = Context.current();
    for (int i = 0; i < keys.length; i++) {
      context.reached(i);
      int at = Math.min(i, count);
      if (at == count && keys[i] <= kept[count - 1]) {
        continue;
      }
      at = Math.min(at, count - 1);
      for (; at > 0 && kept[at - 1] < keys[i]; at--) {
        kept[at] = kept[at - 1];
        positions[at] = positions[at - 1];
      }
      kept[at] = keys[i];
      positions[at] = i;
    }
    return positions;
  }

  private static long[] independent(
      Generator generator, double[] weights, int count, boolean single) {
    double[] reached = Room.doubles(weights.length);
    double sum = 0;
    Context context = Context.current();
    for (int i = 0; i < weights.length; i++) {
      context.reached(i);
      sum = rounded(sum + weights[i], single);
      reached[i] = sum;
    }
    for (int i = 0; i < weights.length; i++) {
      context.reached(i);
      reached[i] = rounded(reached[i] / sum, single);
    }
    long[] drawn = Room.longs(count);
    for (int k = 0; k < count; k++) {
      context.worked(1);
      double target = generator.nextDouble();
      int index = java.util.Arrays.binarySearch(reached, target);
      drawn[k] = first(reached, index < 0 ? -index - 1 : index);
    }
    return drawn;
  }

  /** The first of equal elements: those after it have no weight. */
  private static int first(double[] reached, int index) {
    int first = Math.min(index, reached.length - 1);
    while (first > 0 && reached[first - 1] == reached[first]) {
      first--;
    }
    return first;
  }

  private static void fill(Strided out, DoubleSupplier next) {
    fillDoubles(
        out,
        (numbers, count) -> {
          for (int i = 0; i < count; i++) {
            numbers[i] = next.getAsDouble();
          }
        });
  }

  /** Draws the next numbers. */
  private interface DoubleDraw {
    void fill(double[] numbers, int count);
  }

  private static void fillDoubles(Strided out, DoubleDraw draw) {
    int n = out.layout().numel();
    Target target = new Target(out);
    double[] numbers = new double[Math.min(n, PIECE)];
    for (int start = 0, count; start < n; start += count) {
      count = Math.min(PIECE, n - start);
      draw.fill(numbers, count);
      target.store(start, numbers, count, DType.FLOAT64);
    }
  }

  /** As {@link DoubleDraw}. */
  private interface FloatDraw {
    void fill(float[] numbers, int count);
  }

  private static void fillFloats(Strided out, FloatDraw draw) {
    int n = out.layout().numel();
    Target target = new Target(out);
    float[] numbers = new float[Math.min(n, PIECE)];
    for (int start = 0, count; start < n; start += count) {
      count = Math.min(PIECE, n - start);
      draw.fill(numbers, count);
      target.store(start, numbers, count, DType.FLOAT32);
    }
  }

  private static void fillLongs(Strided out, LongSupplier next) {
    int n = out.layout().numel();
    Target target = new Target(out);
    long[] numbers = new long[Math.min(n, PIECE)];
    for (int start = 0, count; start < n; start += count) {
      count = Math.min(PIECE, n - start);
      for (int i = 0; i < count; i++) {
        numbers[i] = next.getAsLong();
      }
      target.store(start, numbers, count, DType.INT64);
    }
  }

  /** A tensor that is written in the order of its memory. */
  private record Target(Strided out, Walk walk) {
    Target(Strided out) {
      this(out, Walk.inMemoryOrder(out.layout(), out.layout()));
    }

    void store(int start, Object numbers, int count, DType dtype) {
      Tiles.store(walk, 0, out, start, count, numbers, 0, dtype);
      Context.current().worked(count);
    }
  }
}
