package org.gradlang.autograd;

import java.util.Arrays;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.jspecify.annotations.Nullable;

/** What few nodes have. */
final class NodeNotes {
  @Nullable NodeHooks hooks;

  /** What stands for the node where a language shows it. */
  @Nullable Object face;

  /** What was odd about a result on the way forward, such as {@code nan}; empty if nothing. */
  String oddity = "";

  /** What the node is called, where that is not after its operation. */
  @Nullable String title;

  private @Nullable Cut @Nullable [] cuts;

  private Result @Nullable [] further;

  /** What is known about a result behind the first: gradients for it have this shape and dtype. */
  private record Result(Layout layout, DType dtype) {
    static final Result NONE = new Result(Layout.SCALAR, DType.FLOAT32);
  }

  /** How many results the node has. */
  int results() {
    return further == null ? 1 : further.length + 1;
  }

  /** Says what a result behind the first is like. */
  void describe(int output, Layout layout, DType dtype) {
    Result[] known = further == null ? new Result[0] : further;
    if (known.length < output) {
      Result[] longer = Arrays.copyOf(known, output);
      Arrays.fill(longer, known.length, output, Result.NONE);
      known = longer;
    }
    known[output - 1] = new Result(layout, dtype);
    further = known;
  }

  /** The shape of a result behind the first; {@code first} where there is only one. */
  Layout layout(int output, Layout first) {
    return further == null ? first : further[output - 1].layout;
  }

  /** The dtype of a result behind the first; {@code first} where there is only one. */
  DType dtype(int output, DType first) {
    return further == null ? first : further[output - 1].dtype;
  }

  void cut(int input, Cut cut, int inputs) {
    if (cuts == null) {
      cuts = new @Nullable Cut[inputs];
    }
    cuts[input] = cut;
  }

  @Nullable Cut cut(int input) {
    return cuts == null ? null : cuts[input];
  }
}
