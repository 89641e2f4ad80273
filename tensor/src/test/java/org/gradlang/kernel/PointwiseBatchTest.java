package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Random;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** A batch gives the bits of its formulas computed one by one. */
class PointwiseBatchTest {
  private static final Formula X = Formula.input(0);
  private static final Formula Y = Formula.input(1);
  private static final Formula Z = Formula.input(2);

  private static final List<Formula> FORMULAS =
      List.of(
          X.mul(Y).add(Z),
          X.mul(Y),
          X.mul(Y).tanh().sub(Z.mul(X)),
          X.mul(Y), // the same once more: in memory of its own
          Z.neg(),
          X.mul(Y).add(Z).mul(Formula.constant(0.3)));

  private final Random random = new Random(3);

  @Test
  void sameBitsAsOneByOne() {
    for (int size : new int[] {1, 7, 512, 513, 5000, 70000}) {
      check(Layout.contiguous(size), dense(size), dense(size), Scalar.of(0.7));
      check(Layout.contiguous(size), dense(size), dense(1), dense(size));
    }
  }

  @Test
  void stridedAndBroadcast() {
    Layout sizes = Layout.contiguous(300, 70);
    Operand turned =
        new View(storage(21000), Layout.strided(new int[] {300, 70}, new int[] {1, 300}, 0));
    Operand row = new View(storage(70), Layout.contiguous(70));
    Operand column = new View(storage(300), Layout.contiguous(300, 1));
    Operand one = new View(storage(1), Layout.strided(new int[] {300, 70}, new int[] {0, 0}, 0));
    check(sizes, turned, row, column);
    check(sizes, one, turned, Scalar.of(-2L));
    check(
        sizes,
        row,
        one,
        new View(storage(21005), Layout.strided(new int[] {300, 70}, new int[] {70, 1}, 5)));
  }

  private void check(Layout sizes, Operand... operands) {
    Storage[] together = PointwiseBatch.of(FORMULAS).evaluate(operands, sizes, DType.FLOAT32);
    for (int i = 0; i < together.length; i++) {
      Storage alone =
          PointwiseLoop.of(FORMULAS.get(i)).evaluate(operands, sizes, DType.FLOAT32, DType.FLOAT32);
      assertArrayEquals(alone.floats(), together[i].floats(), FORMULAS.get(i) + " of " + sizes);
    }
    for (int i = 1; i < together.length; i++) {
      together[i].floats()[0]++;
    }
    assertArrayEquals(
        PointwiseLoop.of(FORMULAS.getFirst())
            .evaluate(operands, sizes, DType.FLOAT32, DType.FLOAT32)
            .floats(),
        together[0].floats());
  }

  private Operand dense(int size) {
    return new View(storage(size), Layout.contiguous(size));
  }

  private Storage storage(int size) {
    float[] elements = new float[size];
    for (int i = 0; i < size; i++) {
      elements[i] = (float) random.nextGaussian();
    }
    return Storage.of(elements);
  }
}
