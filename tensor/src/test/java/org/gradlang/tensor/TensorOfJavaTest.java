package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.gradlang.autograd.GradScope;
import org.junit.jupiter.api.Test;

/** Tensors as a Java program makes, uses and reads them. */
class TensorOfJavaTest {
  @Test
  void nestedArraysGiveTheirShapeAndDtype() {
    Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertEquals(DType.FLOAT32, x.dtype());
    assertEquals("tensor([[1., 2., 3.],\n        [4., 5., 6.]])", x.toString());
    assertEquals(DType.FLOAT64, Tensor.of(new double[3][2][1]).dtype());
    assertEquals(DType.INT64, Tensor.of(new int[][] {{1}, {2}}).dtype());
    assertEquals("tensor([ True, False])", Tensor.of(new boolean[] {true, false}).toString());
    assertEquals("tensor(2.5000, dtype=torch.float64)", Tensor.of(2.5).toString());
    assertEquals("tensor(3)", Tensor.of(3).toString());
    assertArrayEquals(new int[] {0, 0}, Tensor.of(new float[0][4]).layout().sizes());
  }

  @Test
  void elementsAreCopiedBothWays() {
    float[][] rows = {{1, 2}, {3, 4}};
    Tensor x = Tensor.of(rows);
    rows[0][0] = 9;
    float[][] back = (float[][]) x.toArray();
    assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, back);
    back[0][0] = 9;
    assertEquals(1, x.toFloatArray()[0]);
    float[] flat = {1, 2, 3, 4, 5, 6};
    Tensor y = Tensor.of(flat, 2, 3);
    flat[0] = 9;
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, y.t().toDoubleArray());
    assertArrayEquals(new long[] {1, 2, 3, 4, 5, 6}, y.toLongArray());
    assertArrayEquals(new boolean[] {false, true}, Tensor.of(new long[] {0, 7}).toBooleanArray());
    assertArrayEquals(
        new boolean[][] {{true}, {false}},
        (boolean[][]) Tensor.of(new boolean[][] {{true}, {false}}).toArray());
    assertEquals(2.5f, Tensor.of(2.5f).toArray());
    assertEquals(1, Tensor.of(true).toDouble());
  }

  @Test
  void whatIsNoArrayOfNumbersIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.of("text"));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new Object[] {1, 2}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[][] {{1}, {1, 2}}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[][] {{1}, null}));
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[] {1, 2, 3}, 2, 2));
  }

  @Test
  void javasNumbersAreOperands() {
    Tensor x = Tensor.of(new float[] {1, 2});
    assertEquals("tensor([4.5000, 7.5000])", x.mul(3).add(1.5f).toString());
    assertEquals("tensor([1, 0])", Tensor.of(new int[] {3, 4}).remainder(2).toString());
    assertEquals("tensor([0.2689, 0.7311])", x.apply("softmax", -1).toString());
    assertEquals("tensor([[1., 2.]])", x.apply("reshape", new int[] {1, -1}).toString());
    assertThrows(GradError.class, () -> x.apply("sofmax", -1));
    assertThrows(GradError.class, () -> x.apply("split", 1));
  }

  @Test
  void gradientsFlowFromJavaAndScopesHoldThemBack() {
    Tensor w = Tensor.of(new double[] {1, 2, 3});
    w.setRequiresGrad(true);
    w.mul(w).sum().backward();
    assertArrayEquals(new double[] {2, 4, 6}, Objects.requireNonNull(w.grad()).toDoubleArray());
    try (var _ = GradScope.noGrad()) {
      assertFalse(w.mul(2).requiresGrad());
      try (var _ = GradScope.enableGrad()) {
        assertTrue(w.mul(2).requiresGrad());
      }
      assertFalse(w.mul(2).requiresGrad());
    }
    assertTrue(w.mul(2).requiresGrad());
    assertNull(w.detach().node());
  }
}
