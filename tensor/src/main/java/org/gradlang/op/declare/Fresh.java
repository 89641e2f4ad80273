package org.gradlang.op.declare;

import org.gradlang.kernel.Copies;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** New tensors outside any graph. */
public final class Fresh {
  private Fresh() {}

  public static Tensor of(Context context, Storage storage, Layout layout) {
    Tensor tensor = new Tensor(storage, layout.toContiguous(), context.origin());
    if (context.isInference()) {
      org.gradlang.autograd.Graph.markInference(tensor);
    }
    return tensor;
  }

  public static Tensor of(Storage storage, int... sizes) {
    return of(Context.current(), storage, Layout.contiguous(sizes));
  }

  /** Zeros that are one element for all: to be read, or copied before they are written to. */
  public static Tensor spread(Layout layout, DType dtype) {
    Context context = Context.current();
    Tensor zero = of(context, Storage.zeros(dtype, 1), Layout.SCALAR);
    int[] sizes = layout.sizes();
    Tensor tensor =
        new Tensor(
            zero.storage(), Layout.strided(sizes, new int[sizes.length], 0), context.origin());
    if (context.isInference()) {
      org.gradlang.autograd.Graph.markInference(tensor);
    }
    return tensor;
  }

  public static Tensor zeros(Context context, Layout layout, DType dtype) {
    return of(context, Storage.zeros(dtype, layout.numel()), layout);
  }

  /** Says of a result that is not recorded what it was made from. */
  public static Tensor madeFrom(Context context, Tensor result, Tensor a) {
    if (a.autograd() != null) {
      Outside.markFrom(context, result, a);
    }
    return result;
  }

  /** Says of a result that is not recorded what it was made from. */
  public static Tensor madeFrom(Context context, Tensor result, Tensor a, Tensor b) {
    madeFrom(context, madeFrom(context, result, a), b);
    if (context.isInference()) {
      org.gradlang.autograd.Graph.markInference(result);
    }
    return result;
  }

  /** For who writes all elements, which are arbitrary until then. */
  public static Tensor unwritten(Context context, Layout layout, DType dtype) {
    return of(context, Storage.unwritten(dtype, layout.numel()), layout);
  }

  public static Tensor filled(Context context, Layout layout, DType dtype, Object number) {
    Tensor tensor = zeros(context, layout, dtype);
    Copies.fill(tensor, scalar(number));
    return tensor;
  }

  public static Scalar scalar(Object number) {
    return switch (number) {
      case Double d -> Scalar.of(d);
      case Long l -> Scalar.of(l);
      case Boolean b -> Scalar.of(b);
      default -> throw new IllegalArgumentException("not a number: " + number);
    };
  }

  /** A number as a 0-dim tensor of the dtype that Python's would get. */
  static Tensor scalarTensor(Context context, Object number) {
    return filled(context, Layout.SCALAR, Promotion.ofNumber(context, number), number);
  }
}
