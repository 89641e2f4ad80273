package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.RangeTask;
import org.gradlang.tensor.Storage;

/**
 * Means and variances of groups of elements, and what is linear in an element once they are known:
 * the passes of a normalisation and of its gradient.
 *
 * <p>Elements are numbered (outer, group, inner), as they stand in memory; a group is all elements
 * of one number in the middle. Sums are taken in float64, of one group by one thread, so that they
 * do not depend on the number of threads.
 */
public final class Standardisation {
  /** Elements from which on a second thread pays. */
  private static final int PARALLEL = 1 << 14;

  private final int outer;
  private final int groups;
  private final int inner;

  private Standardisation(int outer, int groups, int inner) {
    this.outer = outer;
    this.groups = groups;
    this.inner = inner;
  }

  /**
   * The groups whose elements differ in the dimensions {@code reduced} alone; the other dimensions
   * stand next to each other.
   */
  public static Standardisation of(int[] sizes, int[] reduced) {
    boolean[] isReduced = new boolean[sizes.length];
    for (int d : reduced) {
      isReduced[d] = true;
    }
    int d = 0;
    int outer = 1;
    while (d < sizes.length && isReduced[d]) {
      outer *= sizes[d++];
    }
    int groups = 1;
    while (d < sizes.length && !isReduced[d]) {
      groups *= sizes[d++];
    }
    int inner = 1;
    while (d < sizes.length) {
      inner *= sizes[d++];
    }
    return new Standardisation(outer, groups, inner);
  }

  /** For each group its mean, rounded to the elements' dtype, and its variance around that. */
  public record Moments(double[] mean, double[] variance) {
    /** What makes the variances 1: {@code 1 / sqrt(variance + eps)}. */
    public double[] factors(double eps) {
      double[] factors = new double[variance.length];
      for (int i = 0; i < factors.length; i++) {
        factors[i] = 1 / Math.sqrt(variance[i] + eps);
      }
      return factors;
    }
  }

  /** For each group the sum of cotangents, and that of cotangents times {@code x - mean}. */
  public record Sums(double[] plain, double[] centred) {}

  public int groups() {
    return groups;
  }

  /** Elements in a group. */
  public int count() {
    return outer * inner;
  }

  /** The means and variances of dense elements. */
  public Moments moments(Storage x) {
    double[] mean = new double[groups];
    double[] variance = new double[groups];
    each((from, to) -> {
      Context context = Context.current();
      for (int g = from; g < to; g++) {
        double sum = 0;
        double squares = 0;
        for (int o = 0; o < outer; o++) {
          context.worked(inner);
          sum +=
              x.dtype() == DType.FLOAT64 ? sum(x.doubles(), at(o, g)) : sum(x.floats(), at(o, g));
        }
        double middle = sum / count();
        mean[g] = x.dtype() == DType.FLOAT64 ? middle : (float) middle;
        for (int o = 0; o < outer; o++) {
          context.worked(inner);
          squares +=
              x.dtype() == DType.FLOAT64
                  ? products(x.doubles(), x.doubles(), mean[g], mean[g], at(o, g))
                  : products(x.floats(), x.floats(), mean[g], mean[g], at(o, g));
        }
        variance[g] = squares / count();
      }
    });
    return new Moments(mean, variance);
  }

  /** {@code scale * (x - mean) + shift}, with one number of each for a group. */
  public Storage values(Storage x, double[] mean, double[] scale, double[] shift) {
    Storage y = Storage.zeros(x.dtype(), outer * groups * inner);
    each((from, to) -> {
      Context context = Context.current();
      for (int o = 0; o < outer; o++) {
        for (int g = from; g < to; g++) {
          context.worked(inner);
          if (x.dtype() == DType.FLOAT64) {
            values(x.doubles(), y.doubles(), at(o, g), mean[g], scale[g], shift[g]);
          } else {
            values(
                x.floats(),
                y.floats(),
                at(o, g),
                (float) mean[g],
                (float) scale[g],
                (float) shift[g]);
          }
        }
      }
    });
    return y;
  }

  /** The sums that the gradients of a normalisation are made of. */
  public Sums sums(Storage cotangent, Storage x, double[] mean) {
    double[] plain = new double[groups];
    double[] centred = new double[groups];
    each((from, to) -> {
      Context context = Context.current();
      for (int g = from; g < to; g++) {
        for (int o = 0; o < outer; o++) {
          context.worked(inner);
          int at = at(o, g);
          if (x.dtype() == DType.FLOAT64) {
            plain[g] += sum(cotangent.doubles(), at);
            centred[g] += products(cotangent.doubles(), x.doubles(), 0, mean[g], at);
          } else {
            plain[g] += sum(cotangent.floats(), at);
            centred[g] += products(cotangent.floats(), x.floats(), 0, mean[g], at);
          }
        }
      }
    });
    return new Sums(plain, centred);
  }

  /**
   * {@code scale * cotangent + slope * (x - mean) + shift}, with one number of each for a group.
   */
  public Storage gradient(
      Storage cotangent, Storage x, double[] mean, double[] scale, double[] slope, double[] shift) {
    Storage y = Storage.zeros(x.dtype(), outer * groups * inner);
    each((from, to) -> {
      Context context = Context.current();
      for (int o = 0; o < outer; o++) {
        for (int g = from; g < to; g++) {
          context.worked(inner);
          int at = at(o, g);
          if (x.dtype() == DType.FLOAT64) {
            double[] out = y.doubles();
            values(x.doubles(), out, at, mean[g], slope[g], shift[g]);
            add(cotangent.doubles(), out, at, scale[g]);
          } else {
            float[] out = y.floats();
            values(x.floats(), out, at, (float) mean[g], (float) slope[g], (float) shift[g]);
            add(cotangent.floats(), out, at, (float) scale[g]);
          }
        }
      }
    });
    return y;
  }

  private void each(RangeTask task) {
    int perGroup = Math.max(1, count());
    Context.current().split(groups, PARALLEL / perGroup + 1, task);
  }

  private int at(int outerNumber, int group) {
    return (outerNumber * groups + group) * inner;
  }

  // Runs of one group, which are inner elements long. Four sums take turns: one would wait for
  // itself.

  private double sum(float[] x, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = at + inner;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }

  private double sum(double[] x, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = at + inner;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < end; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }

  /** The sum of {@code (x - p) * (y - q)}. */
  private double products(float[] x, float[] y, double p, double q, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = at + inner;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      a += (x[i] - p) * (y[i] - q);
      b += (x[i + 1] - p) * (y[i + 1] - q);
      c += (x[i + 2] - p) * (y[i + 2] - q);
      d += (x[i + 3] - p) * (y[i + 3] - q);
    }
    for (; i < end; i++) {
      a += (x[i] - p) * (y[i] - q);
    }
    return a + b + (c + d);
  }

  /** The sum of {@code (x - p) * (y - q)}. */
  private double products(double[] x, double[] y, double p, double q, int at) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = at + inner;
    int i = at;
    for (; i + 4 <= end; i += 4) {
      a += (x[i] - p) * (y[i] - q);
      b += (x[i + 1] - p) * (y[i + 1] - q);
      c += (x[i + 2] - p) * (y[i + 2] - q);
      d += (x[i + 3] - p) * (y[i + 3] - q);
    }
    for (; i < end; i++) {
      a += (x[i] - p) * (y[i] - q);
    }
    return a + b + (c + d);
  }

  private void values(float[] x, float[] y, int at, float mean, float scale, float shift) {
    int end = at + inner;
    for (int i = at; i < end; i++) {
      y[i] = (x[i] - mean) * scale + shift;
    }
  }

  private void values(double[] x, double[] y, int at, double mean, double scale, double shift) {
    int end = at + inner;
    for (int i = at; i < end; i++) {
      y[i] = (x[i] - mean) * scale + shift;
    }
  }

  private void add(float[] x, float[] y, int at, float scale) {
    int end = at + inner;
    for (int i = at; i < end; i++) {
      y[i] += x[i] * scale;
    }
  }

  private void add(double[] x, double[] y, int at, double scale) {
    int end = at + inner;
    for (int i = at; i < end; i++) {
      y[i] += x[i] * scale;
    }
  }
}
