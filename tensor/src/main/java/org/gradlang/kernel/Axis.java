package org.gradlang.kernel;

import java.util.stream.IntStream;

/**
 * One dimension of a {@link Correlation} or of {@link Patches}: which elements of a source each
 * result reads.
 *
 * <p>A window with a stride sees an image as if it were several, of every stride-th element each:
 * its phases. In a phase neighbouring results read neighbouring elements, whatever the stride.
 *
 * @param count how many results there are
 * @param taps the places of the window that are read, ascending
 * @param phases for each tap: which of the origins its phase has
 * @param shifts for each tap: result q reads element {@code q + shift} of the phase
 * @param origins where phases begin: element i is at {@code origin + i * stride} in the source, and
 *     zero if that is outside
 * @param stride of phases in the source
 * @param source the source's size
 * @param start where result 0 stands in the target
 * @param step how far results are apart in the target
 * @param target the target's size
 */
record Axis(
    int count,
    int[] taps,
    int[] phases,
    int[] shifts,
    int[] origins,
    int stride,
    int source,
    int start,
    int step,
    int target) {

  /** How many dimensions windows have at most; a space has all of them. */
  static final int DIMS = 3;

  /** A dimension of one element that everything reads. */
  static final Axis SINGLE =
      new Axis(1, new int[1], new int[1], new int[1], new int[1], 1, 1, 0, 1, 1);

  /** The dimensions of a space: those given are its last ones. */
  static Axis[] space(Axis[] own) {
    Axis[] axes = {SINGLE, SINGLE, SINGLE};
    System.arraycopy(own, 0, axes, DIMS - own.length, own.length);
    return axes;
  }

  /** The same for sizes. */
  static int[] space(int[] own) {
    int[] sizes = {1, 1, 1};
    System.arraycopy(own, 0, sizes, DIMS - own.length, own.length);
    return sizes;
  }

  /** Positions of a window, which read an image. */
  static Axis ofPositions(Window window, int d) {
    int stride = window.stride()[d];
    int kernel = window.kernel()[d];
    int[] places = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      places[k] = k * window.dilation()[d] - window.padding()[d];
    }
    int least = Math.floorDiv(places[0], stride);
    int[] used =
        IntStream.of(places).map(place -> Math.floorMod(place, stride)).distinct().toArray();
    int[] phases = new int[kernel];
    int[] shifts = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      int phase = Math.floorMod(places[k], stride);
      phases[k] = (int) IntStream.of(used).takeWhile(other -> other != phase).count();
      shifts[k] = Math.floorDiv(places[k], stride) - least;
    }
    int[] origins = IntStream.of(used).map(phase -> phase + stride * least).toArray();
    int[] taps = IntStream.range(0, kernel).toArray();
    int positions = window.positions()[d];
    int image = window.image()[d];
    return new Axis(positions, taps, phases, shifts, origins, stride, image, 0, 1, positions);
  }

  /**
   * Elements of an image, which read the positions that see them: of one phase, {@code phase +
   * padding} modulo the stride.
   *
   * <p>Element {@code stride * q + phase - padding} is seen at position {@code q - (k * dilation -
   * phase) / stride} by those places k of the window for which this is whole.
   */
  static Axis ofImage(Window window, int d, int phase) {
    int stride = window.stride()[d];
    int padding = window.padding()[d];
    int dilation = window.dilation()[d];
    int image = window.image()[d];
    int first = Math.ceilDiv(padding - phase, stride);
    int last = Math.floorDiv(image - 1 + padding - phase, stride);
    int[] taps =
        IntStream.range(0, window.kernel()[d])
            .filter(k -> k * dilation % stride == phase)
            .toArray();
    int[] shifts = IntStream.of(taps).map(k -> -(k * dilation - phase) / stride).toArray();
    int least = taps.length == 0 ? 0 : shifts[taps.length - 1];
    for (int t = 0; t < taps.length; t++) {
      shifts[t] -= least;
    }
    int start = stride * first + phase - padding;
    return new Axis(
        Math.max(0, last - first + 1),
        taps,
        new int[taps.length],
        shifts,
        new int[] {first + least},
        1,
        window.positions()[d],
        start,
        stride,
        image);
  }

  /** The phases of {@link #ofImage} that any place of the window sees. */
  static int[] phasesOfImage(Window window, int d) {
    return IntStream.range(0, window.kernel()[d])
        .map(k -> k * window.dilation()[d] % window.stride()[d])
        .distinct()
        .toArray();
  }

  /** Where in the source a result reads a tap, or where outside. */
  int place(int result, int tap) {
    return origins[phases[tap]] + (result + shifts[tap]) * stride;
  }

  /** How many elements of each phase are read. */
  int extent() {
    return count + IntStream.of(shifts).max().orElse(0);
  }

  /** The first element of a phase that is inside the source. */
  int inside(int phase) {
    return Math.clamp(Math.ceilDiv(-origins[phase], stride), 0, extent());
  }

  /** The first element of a phase behind the source. */
  int behind(int phase) {
    return Math.clamp(Math.ceilDiv(source - origins[phase], stride), inside(phase), extent());
  }
}
