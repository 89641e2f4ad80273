package org.gradlang.op.algebra;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Fresh;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * The matrices of a tensor of shape (lead..., rows, columns), as float64.
 *
 * @param dtype of the tensor, and of results
 */
record MatrixBatch(int[] lead, int rows, int columns, double[] elements, DType dtype) {

  static MatrixBatch of(String operation, Tensor x) {
    check(operation, x);
    int dims = x.dim();
    return new MatrixBatch(
        Arrays.copyOf(x.layout().sizes(), dims - 2),
        x.size(dims - 2),
        x.size(dims - 1),
        Copies.converted(x, DType.FLOAT64).doubles(),
        x.dtype());
  }

  /** Checks that there are matrices of floats. */
  static void check(String operation, Tensor x) {
    if (x.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation + "() needs matrices: at least two dimensions, not the shape " + x.layout());
    }
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, operation + "() needs floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
  }

  static MatrixBatch square(String operation, Tensor x) {
    checkSquare(operation, x);
    return of(operation, x);
  }

  static void checkSquare(String operation, Tensor x) {
    check(operation, x);
    if (x.size(x.dim() - 1) != x.size(x.dim() - 2)) {
      throw new GradError(
          ErrorKind.SHAPE, operation + "() needs square matrices, not the shape " + x.layout());
    }
  }

  int count() {
    return Layout.numelOf(lead);
  }

  double[] get(int i) {
    int size = rows * columns;
    return Room.copy(elements, i * size, (i + 1) * size);
  }

  /** One matrix for each. */
  Tensor matrices(int height, int width, IntFunction<double[]> each) {
    return tensor(each, height, width);
  }

  /** One vector for each. */
  Tensor vectors(int length, IntFunction<double[]> each) {
    return tensor(each, length);
  }

  /** One number for each. */
  Tensor numbers(IntToDoubleFunction each) {
    return tensor(i -> new double[] {each.applyAsDouble(i)});
  }

  private Tensor tensor(IntFunction<double[]> each, int... own) {
    int[] sizes = Arrays.copyOf(lead, lead.length + own.length);
    System.arraycopy(own, 0, sizes, lead.length, own.length);
    int length = Layout.numelOf(own);
    double[] all = Room.doublesToStore(Layout.numelOf(sizes));
    for (int i = 0; i < count(); i++) {
      LargeArrays.copy(each.apply(i), 0, all, i * length, length);
    }
    return Fresh.of(Storage.of(all), sizes).to(dtype);
  }
}
