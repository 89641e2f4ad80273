package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.gradlang.op.Operations;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Gradients for several weightings of the outputs at once: one pass for each, stacked. */
final class BatchedGradients {
  private BatchedGradients() {}

  /**
   * The gradients of all weightings.
   *
   * @param starts the weights of each output, with all weightings along dim 0
   * @param pass the gradients for one weighting
   */
  static @Nullable Tensor[] of(
      List<@Nullable Tensor> starts, Function<List<@Nullable Tensor>, @Nullable Tensor[]> pass) {
    int count = count(starts);
    List<@Nullable Tensor[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<@Nullable Tensor> row = new ArrayList<>();
      for (Tensor start : starts) {
        row.add(start == null ? null : start.select(0, i));
      }
      rows.add(pass.apply(row));
    }
    @Nullable Tensor[] stacked = rows.get(0).clone();
    for (int k = 0; k < stacked.length; k++) {
      stacked[k] = stacked[k] == null ? null : stacked(rows, k);
    }
    return stacked;
  }

  private static int count(List<@Nullable Tensor> starts) {
    int count = -1;
    for (Tensor start : starts) {
      if (start != null && start.dim() > 0 && (count < 0 || count == start.size(0))) {
        count = start.size(0);
      } else if (start != null) {
        throw new GradError(
            ErrorKind.SHAPE,
            "with is_grads_batched=True all grad_outputs have the same number of weightings in"
                + " dim 0");
      }
    }
    if (count < 1) {
      throw new GradError(
          ErrorKind.VALUE, "is_grads_batched=True needs grad_outputs with one weighting at least");
    }
    return count;
  }

  private static Tensor stacked(List<@Nullable Tensor[]> rows, int k) {
    Object[] parts = rows.stream().map(row -> row[k]).toArray();
    return Operations.tensor("stack", List.of(parts));
  }
}
