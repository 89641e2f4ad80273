package org.gradlang.op.declare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.gradlang.op.Operations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private final Context context = Context.current();
  private final int least = context.fusion().least();

  @AfterEach
  void asBefore() {
    context.fusion().setLeast(least);
  }

  private static Tensor column() {
    return Operations.tensor("rand", 3L, 1L);
  }

  @Test
  void hasTheBitsOfSingleOperations() {
    context.fusion().setLeast(1);
    Tensor x = Operations.tensor("rand", 3L, 50L);
    Tensor column = column();
    Tensor single = x.sub(column).mul(column).add(1.0);
    Tensor together = Expression.of(() -> x.sub(column).mul(column).add(1.0));
    assertNull(together.storage().source());
    assertFalse(context.fusion().isActive());
    assertArrayEquals(single.storage().floats(), together.storage().floats());
  }

  @Test
  void reductionsOnTheWayFindTheirOperands() {
    context.fusion().setLeast(1);
    Tensor x = Operations.tensor("rand", 3L, 50L);
    int[] rows = {1};
    Tensor single = x.mul(2.0).sub(x.mul(2.0).sum(rows, true));
    Tensor together =
        Expression.of(() -> {
          Tensor twice = x.mul(2.0);
          return twice.sub(twice.sum(rows, true));
        });
    assertArrayEquals(single.storage().floats(), together.storage().floats());
  }

  @Test
  void nothingWaitsBehindAnError() {
    context.fusion().setLeast(1);
    Tensor column = column();
    Tensor four = Operations.tensor("rand", 4L, 1L);
    assertThrows(GradError.class, () -> Expression.of(() -> column.mul(2.0).add(four)));
    assertFalse(context.fusion().isActive());
  }
}
