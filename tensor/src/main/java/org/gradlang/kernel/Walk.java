package org.gradlang.kernel;

import org.gradlang.tensor.Layout;

/**
 * One order in which several strided operands are visited together: dimensions of size 1 are gone,
 * and those that every operand can walk as one are merged.
 *
 * <p>Elements are numbered in that order; a run of numbers is a few runs of constant stride.
 */
final class Walk {
  private static final int[] ONE = {1};

  /** In place of a block's first dimension: all elements are one. */
  static final int WHOLE = -1;

  /** Elements of a block from which on they are visited block by block. */
  private static final int BLOCK = 128;

  /** Elements of the longest line that is repeated, rather than read where it stands. */
  private static final int LONGEST_PERIOD = 512;

  /** Elements of a line from which on copies of it take longer than loops take to begin. */
  private static final int LINE = 64;

  /** Lanes of the widest vectors: the loops do what is left over element by element. */
  private static final int LANES = 16;

  private final int[] sizes;
  private final int[][] strides;
  private final int[] offsets;

  private Walk(int[] sizes, int[][] strides, int[] offsets) {
    this.sizes = sizes;
    this.strides = strides;
    this.offsets = offsets;
  }

  /** Elements that stand without gaps in all participants, which have the same sizes. */
  static Walk contiguous(int numel, Layout... participants) {
    int[][] strides = new int[participants.length][];
    int[] offsets = new int[participants.length];
    for (int p = 0; p < participants.length; p++) {
      strides[p] = ONE;
      offsets[p] = participants[p].offset();
    }
    return new Walk(new int[] {numel}, strides, offsets);
  }

  /** The order of {@code leader}'s memory; the participants broadcast to its sizes. */
  static Walk inMemoryOrder(Layout leader, Layout... participants) {
    return inOrder(leader.sizes(), leader.memoryOrder(), participants);
  }

  /** Dimension {@code order[0]} outermost; the participants broadcast to {@code sizes}. */
  static Walk inOrder(int[] sizes, int[] order, Layout... participants) {
    int[] merged = new int[sizes.length];
    int[][] strides = new int[participants.length][sizes.length];
    int count = 0;
    for (int d : order) {
      if (sizes[d] == 1) {
        continue;
      }
      if (count > 0 && mergeable(strides, count - 1, participants, d, sizes)) {
        merged[count - 1] *= sizes[d];
        count--;
      } else {
        merged[count] = sizes[d];
      }
      for (int p = 0; p < participants.length; p++) {
        strides[p][count] = stride(participants[p], d, sizes.length);
      }
      count++;
    }
    return trimmed(merged, strides, count, participants);
  }

  private static Walk trimmed(int[] sizes, int[][] strides, int count, Layout[] participants) {
    int[] offsets = new int[participants.length];
    for (int p = 0; p < participants.length; p++) {
      offsets[p] = participants[p].offset();
      strides[p] = java.util.Arrays.copyOf(strides[p], count);
    }
    return new Walk(java.util.Arrays.copyOf(sizes, count), strides, offsets);
  }

  private static boolean mergeable(
      int[][] strides, int outer, Layout[] participants, int d, int[] sizes) {
    for (int p = 0; p < participants.length; p++) {
      if (strides[p][outer] != stride(participants[p], d, sizes.length) * sizes[d]) {
        return false;
      }
    }
    return true;
  }

  /** The stride of a participant along dimension d of the common sizes; 0 where it broadcasts. */
  private static int stride(Layout layout, int d, int dims) {
    int own = d - (dims - layout.dim());
    return own < 0 || layout.size(own) == 1 ? 0 : layout.stride(own);
  }

  /** Whether the participant's elements stand in memory as they are numbered. */
  boolean isDense(int participant) {
    return isDense(participant, 0);
  }

  /** The same for those of each block from dimension {@code inner} on. */
  boolean isDense(int participant, int inner) {
    int expected = 1;
    for (int d = sizes.length - 1; d >= inner; d--) {
      if (strides[participant][d] != expected) {
        return false;
      }
      expected *= sizes[d];
    }
    return true;
  }

  /**
   * The first dimension of the blocks that elements are best visited by, one by one: {@link #WHOLE}
   * where blocks gain nothing, or else the outermost from which on each participant is dense, one
   * number, or one line again and again.
   */
  int blocks() {
    for (int inner = 0; inner < sizes.length; inner++) {
      if (areSimple(inner)) {
        boolean pays = inner == 0 ? !areSimple() : block(inner) >= BLOCK;
        return pays ? inner : WHOLE;
      }
    }
    int last = sizes.length - 1;
    return last > 0 && block(last) >= BLOCK ? last : WHOLE;
  }

  private boolean areSimple(int inner) {
    for (int p = 0; p < strides.length; p++) {
      if (!isDense(p, inner) && !isUniform(p, inner) && !isPeriodic(p, inner)) {
        return false;
      }
    }
    return true;
  }

  /** Whether each participant is dense as a whole or one number. */
  private boolean areSimple() {
    for (int p = 0; p < strides.length; p++) {
      if (!isDense(p) && !isUniform(p)) {
        return false;
      }
    }
    return true;
  }

  /** The elements of a block from dimension {@code inner} on. */
  int block(int inner) {
    int numel = 1;
    for (int d = Math.max(inner, 0); d < sizes.length; d++) {
      numel *= sizes[d];
    }
    return numel;
  }

  /**
   * Whether elements form lines that are long enough, and fit vectors, to be visited one by one.
   */
  boolean hasLines() {
    return sizes.length == 2 && sizes[1] >= LINE && sizes[1] % LANES == 0;
  }

  /** Whether blocks of the participant's, each of them dense, stand in order without overlap. */
  boolean isInOrder(int participant, int inner) {
    long extent = block(inner);
    for (int d = inner - 1; d >= 0; d--) {
      if (strides[participant][d] < extent) {
        return false;
      }
      extent = (long) strides[participant][d] * sizes[d];
    }
    return true;
  }

  /** Whether one element of the participant's stands for all. */
  boolean isUniform(int participant) {
    return isUniform(participant, 0);
  }

  /** Whether one element of the participant's stands for all of each block. */
  boolean isUniform(int participant, int inner) {
    for (int d = inner; d < sizes.length; d++) {
      if (strides[participant][d] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a block of the participant's is one short line again and again. */
  boolean isPeriodic(int participant, int inner) {
    int last = sizes.length - 1;
    if (inner >= last || sizes[last] > LONGEST_PERIOD || strides[participant][last] == 0) {
      return false;
    }
    for (int d = inner; d < last; d++) {
      if (strides[participant][d] != 0) {
        return false;
      }
    }
    return true;
  }

  int dims() {
    return sizes.length;
  }

  int size(int d) {
    return sizes[d];
  }

  /** The elements of the longest runs. */
  int lineSize() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  int stride(int participant, int d) {
    return strides[participant][d];
  }

  int offset(int participant) {
    return offsets[participant];
  }

  /** The stride within a run. */
  int step(int participant) {
    return sizes.length == 0 ? 0 : strides[participant][sizes.length - 1];
  }

  /** How many elements from {@code number} on, {@code limit} at most, are one run. */
  int run(int number, int limit) {
    if (sizes.length == 0) {
      return limit;
    }
    int inner = sizes[sizes.length - 1];
    return Math.min(limit, inner - number % inner);
  }

  /** How many elements from {@code number} on, {@code limit} at most, are in one block. */
  int run(int inner, int number, int limit) {
    if (inner == WHOLE) {
      return limit;
    }
    int block = block(inner);
    return Math.min(limit, block - number % block);
  }

  /** Where in the participant's storage the element is. */
  int position(int participant, int number) {
    int position = offsets[participant];
    int[] stride = strides[participant];
    int rest = number;
    for (int d = sizes.length - 1; d > 0; d--) {
      int size = sizes[d];
      int outer = rest / size;
      position += (rest - outer * size) * stride[d];
      rest = outer;
    }
    return sizes.length == 0 ? position : position + rest * stride[0];
  }

  /** Where the participants are while elements are visited in order, found without a division. */
  final class Cursor {
    private final int[] counter = new int[sizes.length];
    private final int[] positions = new int[offsets.length];
    private int within; // the run

    Cursor(int number) {
      int rest = number;
      for (int d = sizes.length - 1; d >= 0; d--) {
        int outer = rest / sizes[d];
        counter[d] = rest - outer * sizes[d];
        rest = outer;
      }
      within = sizes.length == 0 ? 0 : counter[sizes.length - 1];
      for (int p = 0; p < positions.length; p++) {
        int position = offsets[p];
        for (int d = 0; d < sizes.length - 1; d++) {
          position += counter[d] * strides[p][d];
        }
        positions[p] = position;
      }
    }

    /** How many elements from here on, {@code limit} at most, are one run. */
    int run(int limit) {
      return sizes.length == 0 ? limit : Math.min(limit, sizes[sizes.length - 1] - within);
    }

    int position(int participant) {
      return positions[participant] + within * step(participant);
    }

    /**
     * How many whole lines begin here, of {@code limit} elements at most, each as far from the one
     * before it as the next dimension's stride.
     */
    int lines(int limit) {
      int last = sizes.length - 1;
      return last < 1 || within != 0
          ? 0
          : Math.min(limit / sizes[last], sizes[last - 1] - counter[last - 1]);
    }

    /** Goes on by such lines. */
    void advanceLines(int count) {
      int last = sizes.length - 1;
      counter[last - 1] += count - 1;
      for (int p = 0; p < positions.length; p++) {
        positions[p] += strides[p][last - 1] * (count - 1);
      }
      advance(sizes[last]);
    }

    /** Goes on by elements of a run. */
    void advance(int n) {
      within += n;
      int last = sizes.length - 1;
      if (last < 0 || within < sizes[last]) {
        return;
      }
      within = 0;
      for (int d = last - 1; d >= 0; d--) {
        int back = ++counter[d] < sizes[d] ? 0 : sizes[d];
        for (int p = 0; p < positions.length; p++) {
          positions[p] += strides[p][d] * (1 - back);
        }
        if (back == 0) {
          return;
        }
        counter[d] = 0;
      }
    }
  }
}
