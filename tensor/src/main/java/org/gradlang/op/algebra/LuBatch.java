package org.gradlang.op.algebra;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Lu;
import org.gradlang.op.declare.Fresh;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * The factors L and U of the matrices of a tensor of shape (lead..., rows, columns). They are of
 * float64 whatever the dtype of the matrices, so that what is solved with factors that a node kept
 * is as right as what is solved with new ones.
 */
record LuBatch(int[] lead, int rows, int columns, Storage elements, long[] pivots) {

  static LuBatch of(String operation, Tensor x, boolean pivoting) {
    MatrixBatch.check(operation, x);
    int dims = x.dim();
    int rows = x.size(dims - 2);
    int columns = x.size(dims - 1);
    int[] lead = Arrays.copyOf(x.layout().sizes(), dims - 2);
    long[] pivots = Room.longsToStore(Layout.numelOf(lead) * Math.min(rows, columns));
    Storage elements = Copies.converted(x, DType.FLOAT64);
    LuBatch batch = new LuBatch(lead, rows, columns, elements, pivots);
    for (int i = 0; i < batch.count(); i++) {
      batch.get(i).factor(pivoting);
    }
    return batch;
  }

  static LuBatch square(String operation, Tensor x) {
    MatrixBatch.checkSquare(operation, x);
    return of(operation, x, true);
  }

  /** From what {@link #factors} and {@link #exchanges} gave. */
  static LuBatch kept(Tensor factors, Tensor exchanges) {
    int dims = factors.dim();
    return new LuBatch(
        Arrays.copyOf(factors.layout().sizes(), dims - 2),
        factors.size(dims - 2),
        factors.size(dims - 1),
        Copies.dense(factors),
        Copies.dense(exchanges).longs());
  }

  /** This, if none of the matrices is singular. */
  LuBatch regular(String operation) {
    for (int i = 0; i < count(); i++) {
      if (get(i).isSingular()) {
        String which = count() == 1 ? "the matrix" : "matrix " + i + " of the batch";
        throw new GradError(ErrorKind.VALUE, operation + "(): " + which + " is singular");
      }
    }
    return this;
  }

  int count() {
    return Layout.numelOf(lead);
  }

  Lu get(int i) {
    int steps = Math.min(rows, columns);
    return new Lu(elements.doubles(), i * rows * columns, pivots, i * steps, rows, columns);
  }

  /** Both factors in one matrix, of float64. */
  Tensor factors() {
    return Fresh.of(elements, sizes(rows, columns));
  }

  /** For each step the row that was exchanged with its own, counted from 1. */
  Tensor exchanges() {
    return Fresh.of(Storage.of(pivots), sizes(Math.min(rows, columns)));
  }

  /** One number for each matrix. */
  Tensor numbers(ToDoubleFunction<Lu> each, DType dtype) {
    double[] numbers = Room.doublesToStore(count());
    Arrays.setAll(numbers, i -> each.applyAsDouble(get(i)));
    return Fresh.of(Storage.of(numbers), lead).to(dtype);
  }

  /**
   * X with A X = B, or Aᵀ X = B, of square matrices.
   *
   * @param b of shape (lead..., rows, columns), or (lead..., rows) for a vector each
   */
  Tensor solve(Tensor b, boolean turned) {
    int[] sizes = b.layout().sizes();
    int width = sizes.length == lead.length + 1 ? 1 : sizes[sizes.length - 1];
    double[] right = Copies.converted(b, DType.FLOAT64).doubles();
    Storage found = Storage.unwritten(DType.FLOAT64, right.length);
    for (int i = 0; i < count(); i++) {
      int at = i * rows * width;
      get(i).solve(right, at, width, found.doubles(), at, turned);
    }
    return Fresh.of(found, sizes).to(b.dtype());
  }

  private int[] sizes(int... own) {
    int[] sizes = Arrays.copyOf(lead, lead.length + own.length);
    System.arraycopy(own, 0, sizes, lead.length, own.length);
    return sizes;
  }
}
