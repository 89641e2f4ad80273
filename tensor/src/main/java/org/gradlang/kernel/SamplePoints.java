package org.gradlang.kernel;

import org.gradlang.tensor.DType;

/**
 * Which pixels of an image are read for some places between them, how much each weighs, and how
 * these weights change with a place: for a {@link GridSampler}, a block of places at a time.
 *
 * <p>Places go from -1 to 1, and are counted in pixels as PyTorch does, with the dtype's rounding;
 * weights are float64.
 */
final class SamplePoints {
  /** Places of a block. */
  static final int BLOCK = 64;

  /** The sharpness of cubic interpolation. */
  private static final double CUBIC = -0.75;

  private final GridSampler sampler;
  private final boolean single;
  private final int dims;
  private final int taps; // of one dimension
  private final int count; // of a place
  private final int[] offsets; // by place, then tap; -1 outside of the image
  private final double[] weights;
  private final double[] slopes; // by place, then dimension, then tap
  private final int[] index; // of one place: by dimension, then tap
  private final double[] weight;
  private final double[] slope;

  /**
   * @param sloped whether slopes are needed
   */
  SamplePoints(GridSampler sampler, DType dtype, boolean sloped) {
    this.sampler = sampler;
    this.single = dtype == DType.FLOAT32;
    this.dims = sampler.dims();
    this.taps = sampler.mode().taps;
    this.count = (int) Math.pow(taps, dims);
    this.offsets = new int[BLOCK * count];
    this.weights = new double[BLOCK * count];
    this.slopes = new double[sloped ? BLOCK * dims * count : 0];
    this.index = new int[dims * taps];
    this.weight = new double[dims * taps];
    this.slope = new double[dims * taps];
  }

  /** Pixels that are read for a place. */
  int count() {
    return count;
  }

  /** Where in the image pixel k of place p is, at {@code p * count + k}; -1 outside. */
  int[] offsets() {
    return offsets;
  }

  /** What they weigh. */
  double[] weights() {
    return weights;
  }

  /** Slopes of the weights by coordinate d, at {@code (p * dims + d) * count + k}. */
  double[] slopes() {
    return slopes;
  }

  /**
   * Finds the pixels of {@code n} places.
   *
   * @param grid float[] or double[], with the coordinates of the first place from {@code at} on
   */
  void find(Object grid, int at, int n) {
    for (int p = 0; p < n; p++) {
      for (int d = 0; d < dims; d++) {
        int from = at + p * dims + d;
        along(d, grid instanceof float[] floats ? floats[from] : ((double[]) grid)[from]);
      }
      combine(p);
    }
  }

  /** Products over the dimensions. */
  private void combine(int p) {
    for (int k = 0; k < count; k++) {
      int offset = 0;
      double product = 1;
      boolean inside = true;
      for (int d = dims - 1, power = count / taps; d >= 0; d--, power /= taps) {
        int tap = d * taps + k / power % taps;
        inside &= index[tap] >= 0;
        offset = offset * sampler.size(d) + index[tap];
        product *= weight[tap];
      }
      offsets[p * count + k] = inside ? offset : -1;
      weights[p * count + k] = product;
      if (slopes.length > 0) {
        slopes(p, k);
      }
    }
  }

  private void slopes(int p, int k) {
    for (int by = 0; by < dims; by++) {
      double product = 1;
      for (int d = dims - 1, power = count / taps; d >= 0; d--, power /= taps) {
        int tap = d * taps + k / power % taps;
        product *= d == by ? slope[tap] : weight[tap];
      }
      slopes[(p * dims + by) * count + k] = product;
    }
  }

  private double rounded(double value) {
    return single ? (float) value : value;
  }

  /** The pixels along dimension {@code d}, and their weights and slopes by the coordinate. */
  private void along(int d, double coordinate) {
    int size = sampler.size(d);
    double unit = sampler.corners() ? (size - 1) / 2.0 : size / 2.0;
    double moved = rounded(coordinate + 1);
    double place =
        sampler.corners()
            ? rounded(moved * unit)
            : rounded(rounded(rounded(moved * size) - 1) * 0.5);
    switch (sampler.mode()) {
      case NEAREST -> set(d, 0, Math.rint(inside(place, size)), 1, 0);
      case LINEAR -> {
        double inside = inside(place, size);
        double lower = Math.floor(inside);
        double share = rounded(inside - lower);
        double change = unit * direction(place, size);
        set(d, 0, lower, 1 - share, -change);
        set(d, 1, lower + 1, share, change);
      }
      case CUBIC -> {
        double lower = Math.floor(place);
        double share = rounded(place - lower);
        for (int tap = -1; tap <= 2; tap++) {
          double pixel = inside(lower + tap, size);
          double x = tap <= 0 ? share - tap : tap - share;
          set(d, tap + 1, pixel, keys(x), unit * (tap <= 0 ? keysSlope(x) : -keysSlope(x)));
        }
      }
    }
  }

  private void set(int d, int tap, double pixel, double weight, double slope) {
    int at = d * taps + tap;
    index[at] = pixel >= 0 && pixel <= sampler.size(d) - 1 ? (int) pixel : -1;
    this.weight[at] = weight;
    this.slope[at] = slope;
  }

  /** Moved into the image, unless what is outside counts as zero. */
  private double inside(double place, int size) {
    return switch (sampler.edge()) {
      case ZEROS -> place;
      case BORDER -> within(place, size);
      case REFLECTION -> within(span(size) == 0 ? 0 : reflected(place, size), size);
    };
  }

  private static double within(double place, int size) {
    return Math.min(Math.max(place, 0), size - 1);
  }

  private double low() {
    return sampler.corners() ? 0 : -0.5;
  }

  private int span(int size) {
    return sampler.corners() ? size - 1 : size;
  }

  private double reflected(double place, int size) {
    double distance = rounded(Math.abs(rounded(place - low())));
    double turns = Math.floor(distance / span(size));
    double rest = rounded(distance - rounded(turns * span(size)));
    return turns % 2 == 0 ? rounded(rest + low()) : rounded(span(size) + low() - rest);
  }

  /** How the place {@link #inside} moves with the place: 1, -1, or 0 at the outermost pixels. */
  private double direction(double place, int size) {
    return switch (sampler.edge()) {
      case ZEROS -> 1;
      case BORDER -> isBetween(place, size) ? 1 : 0;
      case REFLECTION -> {
        if (span(size) == 0 || !isBetween(reflected(place, size), size)) {
          yield 0;
        }
        double distance = place - low();
        boolean even = Math.floor(Math.abs(distance) / span(size)) % 2 == 0;
        yield even == distance >= 0 ? 1 : -1;
      }
    };
  }

  private static boolean isBetween(double place, int size) {
    return place > 0 && place < size - 1;
  }

  /** Keys' weight of a pixel at a distance. */
  private static double keys(double x) {
    return x <= 1
        ? ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1
        : ((CUBIC * x - 5 * CUBIC) * x + 8 * CUBIC) * x - 4 * CUBIC;
  }

  // d/dx of both pieces
  private static double keysSlope(double x) {
    return x <= 1
        ? (3 * (CUBIC + 2) * x - 2 * (CUBIC + 3)) * x
        : (3 * CUBIC * x - 10 * CUBIC) * x + 8 * CUBIC;
  }
}
