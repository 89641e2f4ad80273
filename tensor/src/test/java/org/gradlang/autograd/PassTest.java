package org.gradlang.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassTest {
  private static Tensor leaf(float... values) {
    Tensor leaf = new Tensor(Storage.of(values), Layout.contiguous(values.length));
    leaf.setRequiresGrad(true);
    return leaf;
  }

  private static float[] gradient(Tensor tensor) {
    return elements(tensor.grad());
  }

  private static float[] elements(@Nullable Tensor tensor) {
    assertTrue(tensor != null, "there is no gradient");
    return tensor.contiguous().storage().floats();
  }

  private static void backward(Tensor root, boolean retain, Tensor... inputs) {
    Autograd.backward(
        List.of(root), null, retain, false, inputs.length == 0 ? null : List.of(inputs));
  }

  private static Tensor[] grad(Tensor output, boolean retain, Tensor... inputs) {
    return Autograd.grad(List.of(output), List.of(inputs), null, retain, false, false, false);
  }

  @Test
  void addsUpWhatComesOverSeveralWays() {
    Tensor x = leaf(1, 2);
    Tensor square = x.mul(x);
    square.add(square).add(x).sum().backward();
    // d/dx (2x^2 + x) = 4x + 1
    assertArrayEquals(new float[] {5, 9}, gradient(x));
  }

  @Test
  void runsTheLastRecordedNodeFirstAndEachOnce() {
    Tensor x = leaf(1);
    List<String> order = new ArrayList<>();
    Tensor early = x.exp();
    Tensor late = x.tanh();
    for (Tensor one : List.of(early, late)) {
      Node node = one.node();
      assertTrue(node != null);
      node.registerPreHook(outputs -> {
        order.add(node.name());
        return null;
      });
    }
    // early has two ways to the root, and still runs once, after late
    late.add(early).add(early).sum().backward();
    assertEquals(List.of("TanhBackward0", "ExpBackward0"), order);
  }

  @Test
  void aMillionOperationsNeedNoStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 1_000_000; i++) {
      y = y.add(1.0);
    }
    y.backward();
    assertArrayEquals(new float[] {1}, gradient(x));
  }

  @Test
  void leavesNeverShareABufferNorTakeTheCallers() {
    Tensor x = leaf(1, 2);
    Tensor y = leaf(3, 4);
    Tensor start = new Tensor(Storage.of(new float[] {5, 6}), Layout.contiguous(2));
    x.add(y).backward(start);
    x.view(2, 1).add(y.view(2, 1)).sum().backward();
    List<@Nullable Tensor> all = List.of(start, x.grad(), y.grad());
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertNotSame(all.get(i).storage().floats(), all.get(j).storage().floats());
      }
    }
    assertArrayEquals(new float[] {5, 6}, start.storage().floats());
    assertArrayEquals(new float[] {6, 7}, gradient(x));
  }

  @Test
  void addsToTheGradientThatIsThere() {
    Tensor x = leaf(1, 2);
    x.mul(3.0).sum().backward();
    Tensor first = x.grad();
    x.mul(4.0).sum().backward();
    assertSame(first, x.grad());
    assertArrayEquals(new float[] {7, 7}, gradient(x));
  }

  @Test
  void gradientsThatSomebodyKeepsStayAsTheyAre() {
    float[] values = new float[100]; // small, and enough of them to be used again
    Arrays.fill(values, 0.5F);
    Tensor x = leaf(values);
    List<Tensor> seen = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Tensor square = x.mul(x);
      Tensor product = square.mul(3.0);
      if (round == 0) {
        square.registerHook(g -> {
          seen.add(g);
          return null;
        });
      } else {
        seen.add(grad(product.mul(product).sum(), true, square)[0]);
      }
      product.mul(product).sum().backward();
    }
    // d/ds (3s)^2 = 18 s with s = x^2, and 2x times that at x
    for (Tensor kept : seen) {
      assertEquals(4.5F, elements(kept)[0]);
      assertEquals(4.5F, elements(kept)[99]);
    }
    assertEquals(3, seen.size());
    assertEquals(13.5F, gradient(x)[0]);
    assertEquals(13.5F, gradient(x)[99]);
  }

  @Test
  void aPassToSomeInputsTouchesNothingElse() {
    Tensor x = leaf(2);
    Tensor y = leaf(3);
    Tensor left = x.exp();
    left.registerHook(g -> {
      throw new AssertionError("not on the way to y");
    });
    Tensor product = left.mul(y.mul(y));
    Tensor[] found = grad(product, true, y);
    assertEquals(6 * Math.exp(2), elements(found[0])[0], 1e-4);
    assertNull(x.grad());
    assertNull(y.grad());
    backward(product, true, y);
    assertNull(x.grad());
    assertEquals(6 * Math.exp(2), gradient(y)[0], 1e-4);
  }

  @Test
  void aFreedPartIsAnErrorAndARetainedOneIsNot() {
    Tensor x = leaf(2);
    Tensor y = x.mul(x).sum();
    backward(y, true);
    backward(y, false);
    GradError error = assertThrows(GradError.class, () -> backward(y, false));
    assertEquals(ErrorKind.AUTOGRAD, error.kind());
    assertArrayEquals(new float[] {8}, gradient(x));
  }

  @Test
  void aChangedSavedTensorIsAnError() {
    Tensor x = leaf(2);
    Tensor y = x.mul(1.0);
    Tensor z = y.mul(y);
    y.detach().addInPlace(1.0);
    GradError error = assertThrows(GradError.class, () -> z.sum().backward());
    assertEquals(ErrorKind.AUTOGRAD, error.kind());
    assertNull(x.grad());
  }

  @Test
  void passesNestOverTheSameNodes() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    Tensor total = y.sum();
    List<float[]> inside = new ArrayList<>();
    HookHandle[] handle = new HookHandle[1];
    handle[0] =
        y.registerHook(g -> {
          handle[0].remove();
          inside.add(elements(grad(total, true, x)[0]));
          return null;
        });
    backward(total, true);
    assertEquals(1, inside.size());
    assertArrayEquals(new float[] {2, 4}, inside.get(0));
    assertArrayEquals(new float[] {2, 4}, gradient(x));
  }

  @Test
  void anErrorInTheMiddleLeavesTheGraphUsable() {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(x);
    Tensor total = y.add(x).sum();
    HookHandle failing =
        y.registerHook(g -> {
          throw new GradError(ErrorKind.VALUE, "inside");
        });
    assertThrows(GradError.class, () -> backward(total, true));
    failing.remove();
    x.setGrad(null);
    backward(total, true);
    assertArrayEquals(new float[] {3, 5}, gradient(x));
  }

  @Test
  void enginesOnTwoThreadsDoNotDisturbEachOther() throws Exception {
    Callable<Float> work =
        () -> {
          Context before = new Context().enter();
          try {
            Tensor x = leaf(1);
            for (int round = 0; round < 50; round++) {
              Tensor y = x;
              for (int i = 0; i < 200; i++) {
                y = y.mul(1.0).add(x);
              }
              y.sum().backward();
            }
            return gradient(x)[0];
          } finally {
            Context.restore(before);
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Float>> results = threads.invokeAll(List.of(work, work));
      // each round adds 1 + 200
      assertEquals(50 * 201f, results.get(0).get());
      assertEquals(50 * 201f, results.get(1).get());
    }
  }
}
