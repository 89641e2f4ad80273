package org.gradlang.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sizes, strides and offset: which elements of a storage a tensor has, in which order.
 *
 * <p>Immutable; the arrays must not be changed by who asks for them. Tensors of one shape share one
 * layout where they can. Strides and offset count elements.
 */
public final class Layout {
  /** No dimensions, one element. */
  public static final Layout SCALAR = new Layout(new int[0], new int[0], 0);

  private final int[] sizes;
  private final int[] strides;
  private final int offset;
  private final int numel;
  private final boolean contiguous;

  /** A matrix's layout with the dims exchanged; made when first asked for, twice at worst. */
  private @Nullable Layout turned;

  /** What a layout takes besides 8 bytes for each dimension. */
  private static final int BYTES = 64;

  private Layout(int[] sizes, int[] strides, int offset) {
    this.sizes = sizes;
    this.strides = strides;
    this.offset = offset;
    this.numel = numelOf(sizes);
    this.contiguous = numel == 0 || isDense(sizes, strides);
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.hold(Held.HEADER, this, BYTES + 8L * sizes.length);
    }
  }

  /** Row-major from offset 0: the context's one of these sizes, where it knows one. */
  public static Layout contiguous(int... sizes) {
    return Ledger.current() == null ? Context.current().layouts().of(sizes) : made(sizes);
  }

  /** As {@link #contiguous}, of two dimensions. */
  public static Layout matrix(int rows, int columns) {
    return Ledger.current() == null
        ? Context.current().layouts().of(rows, columns)
        : made(new int[] {rows, columns});
  }

  /** As {@link #contiguous}, a new one. */
  static Layout made(int[] sizes) {
    return new Layout(sizes, denseStrides(sizes), 0);
  }

  /** Whether the sizes are these two. */
  boolean hasSizes(int rows, int columns) {
    return sizes.length == 2 && sizes[0] == rows && sizes[1] == columns;
  }

  /** Whether the sizes are these. */
  boolean hasSizes(int[] others) {
    return same(sizes, others);
  }

  /** Any strides, zero for expanded dimensions. */
  public static Layout strided(int[] sizes, int[] strides, int offset) {
    return new Layout(sizes, strides, offset);
  }

  /** The product of sizes; one below 0, or more than an array can hold, is a ShapeError. */
  public static int numelOf(int[] sizes) {
    long product = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new GradError(
            ErrorKind.SHAPE, "a size below 0 in the shape " + Arrays.toString(sizes));
      }
      product *= size;
      if (product > Integer.MAX_VALUE - 16) {
        if (Arrays.stream(sizes).anyMatch(s -> s == 0)) {
          return 0;
        }
        throw new GradError(
                ErrorKind.SHAPE, "a tensor of shape " + Arrays.toString(sizes) + " is too large")
            .help("a tensor holds at most 2^31 - 17 elements");
      }
    }
    return (int) product;
  }

  /** Row-major strides; as in PyTorch a size of 0 counts as 1. */
  public static int[] denseStrides(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= Math.max(sizes[d], 1);
    }
    return strides;
  }

  private static boolean isDense(int[] sizes, int[] strides) {
    int expected = 1;
    for (int d = sizes.length - 1; d >= 0; d--) {
      if (sizes[d] != 1) {
        if (strides[d] != expected) {
          return false;
        }
        expected *= sizes[d];
      }
    }
    return true;
  }

  public int dim() {
    return sizes.length;
  }

  /** The size of dimension {@code d}, from 0. */
  public int size(int d) {
    return sizes[d];
  }

  /** The stride of dimension {@code d}, from 0. */
  public int stride(int d) {
    return strides[d];
  }

  /** All sizes; not to be changed. */
  public int[] sizes() {
    return sizes;
  }

  /** All strides; not to be changed. */
  public int[] strides() {
    return strides;
  }

  public int offset() {
    return offset;
  }

  public int numel() {
    return numel;
  }

  /** Whether the elements stand in the storage in row-major order without gaps. */
  public boolean isContiguous() {
    return contiguous;
  }

  /** Whether several elements share one place, as in an expanded dimension. */
  public boolean overlaps() {
    if (contiguous) {
      return false;
    }
    for (int d = 0; d < sizes.length; d++) {
      if (strides[d] == 0 && sizes[d] > 1) {
        return true;
      }
    }
    return false;
  }

  public boolean sameSizes(Layout other) {
    return this == other || same(sizes, other.sizes);
  }

  /** A few ints: the JVM's comparison of arrays costs more than to look at them. */
  private static boolean same(int[] a, int[] b) {
    if (a == b) {
      return true;
    }
    if (a.length != b.length) {
      return false;
    }
    for (int d = 0; d < a.length; d++) {
      if (a[d] != b[d]) {
        return false;
      }
    }
    return true;
  }

  /** Whether element for element both stand in the same places. */
  public boolean samePlaces(Layout other) {
    return this == other
        || offset == other.offset && same(sizes, other.sizes) && same(strides, other.strides);
  }

  /** This layout itself where it is row-major from offset 0, else one that is, of its sizes. */
  public Layout toContiguous() {
    return contiguous && offset == 0 ? this : contiguous(sizes);
  }

  /** Of a matrix: the same elements with the two dims exchanged. Weights are asked at each step. */
  public Layout turned() {
    Layout known = turned;
    if (known == null) {
      int[] across = {sizes[1], sizes[0]};
      known = new Layout(across, new int[] {strides[1], strides[0]}, offset);
      turned = known;
    }
    return known;
  }

  /**
   * What {@link #contiguous} makes of the sizes, and this itself where it is that: dims of size 1,
   * whose strides otherwise do not matter, have those of a new tensor too.
   */
  public Layout renewed() {
    boolean same = contiguous && offset == 0;
    int stride = 1;
    for (int d = sizes.length - 1; same && d >= 0; d--) {
      same = strides[d] == stride;
      stride *= Math.max(sizes[d], 1);
    }
    return same ? this : contiguous(sizes);
  }

  /**
   * Of the same sizes without gaps, from offset 0, in this one's order of memory: what PyTorch
   * gives a result that is made from a tensor of this layout.
   */
  public Layout dense() {
    if (contiguous) {
      return toContiguous();
    }
    int[] order = memoryOrder();
    int[] dense = new int[sizes.length];
    int stride = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      dense[order[i]] = stride;
      stride *= Math.max(sizes[order[i]], 1);
    }
    return new Layout(sizes, dense, 0);
  }

  /**
   * The dimensions from the outermost in memory to the innermost; equal strides keep their order.
   */
  public int[] memoryOrder() {
    int[] order = new int[sizes.length];
    for (int d = 0; d < order.length; d++) {
      int at = d;
      while (at > 0 && strides[order[at - 1]] < strides[d] && sizes[d] > 1) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = d;
    }
    return order;
  }

  /** The shape as PyTorch writes it: {@code [2, 3]}. */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
