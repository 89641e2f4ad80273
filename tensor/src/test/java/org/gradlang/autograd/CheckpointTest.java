package org.gradlang.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private int runs;

  private static Tensor leaf(float... values) {
    Tensor leaf = new Tensor(Storage.of(values), Layout.contiguous(values.length));
    leaf.setRequiresGrad(true);
    return leaf;
  }

  private static float[] gradient(Tensor tensor) {
    @Nullable Tensor gradient = tensor.grad();
    return gradient == null ? new float[0] : gradient.storage().floats();
  }

  private Tensor checkpoint(Tensor argument, Checkpoint.Computation computation) {
    return (Tensor)
        Checkpoint.run(
            Context.current(),
            List.of(argument),
            true,
            () -> {
              runs++;
              return computation.run();
            });
  }

  @Test
  void runsOnceMoreOnTheWayBackAndGivesTheSameGradients() {
    Tensor x = leaf(1, 2);
    Tensor weight = leaf(3, 4);
    Tensor y = checkpoint(x, () -> x.mul(2.0).mul(weight).mul(x.mul(2.0)));
    assertEquals(1, runs);
    y.sum().backward();
    assertEquals(2, runs);
    // y = 4 w x^2: dy/dx = 8 w x, dy/dw = 4 x^2
    assertArrayEquals(new float[] {24, 64}, gradient(x));
    assertArrayEquals(new float[] {4, 16}, gradient(weight));
  }

  @Test
  void whatSavesNothingIsNotComputedAgain() {
    Tensor x = leaf(1, 2);
    checkpoint(x, () -> x.add(1.0)).sum().backward();
    assertEquals(1, runs);
  }

  @Test
  void aChangedArgumentIsAnError() {
    Tensor x = leaf(1, 2);
    Tensor argument = x.mul(1.0);
    Tensor y = checkpoint(argument, () -> argument.exp().mul(argument.exp()));
    argument.detach().addInPlace(1.0);
    GradError error = assertThrows(GradError.class, () -> y.sum().backward());
    assertEquals(ErrorKind.AUTOGRAD, error.kind());
  }

  @Test
  void aFunctionThatDoesSomethingElseIsAnError() {
    Tensor x = leaf(1, 2);
    Tensor y = checkpoint(x, () -> runs == 1 ? x.exp().tanh() : x.exp());
    GradError error = assertThrows(GradError.class, () -> y.sum().backward());
    assertEquals(ErrorKind.AUTOGRAD, error.kind());
  }
}
