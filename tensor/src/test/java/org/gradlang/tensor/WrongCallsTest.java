package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.gradlang.op.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What Java code that calls tensors and operations wrongly gets: a GradError that says what. */
class WrongCallsTest {
  private static Tensor floats(int... sizes) {
    return new Tensor(
        Storage.zeros(DType.FLOAT32, Layout.numelOf(sizes)), Layout.contiguous(sizes));
  }

  private static Tensor ints(int... sizes) {
    return floats(sizes).to(DType.INT64);
  }

  private static void fails(ErrorKind kind, String fragment, Executable call) {
    GradError error = assertThrows(GradError.class, call);
    assertEquals(kind, error.kind(), error.message());
    assertTrue(error.message().contains(fragment), error.message());
  }

  private static Object call(String name, Object... arguments) {
    return Objects.requireNonNull(Operations.find(name)).call(arguments);
  }

  @Test
  void shapes() {
    fails(ErrorKind.SHAPE, "[2, 3] and [4]", () -> floats(2, 3).add(floats(4)));
    fails(ErrorKind.SHAPE, "3 and 4 differ", () -> floats(2, 3).mm(floats(4, 5)));
    fails(ErrorKind.SHAPE, "one length", () -> floats(2).dot(floats(3)));
    fails(ErrorKind.SHAPE, "[4] does not fit", () -> floats(2, 3).view(4));
    fails(ErrorKind.SHAPE, "[-1, 4] does not fit", () -> floats(2, 3).reshape(-1, 4));
    fails(ErrorKind.SHAPE, "does not expand", () -> floats(2).expand(3));
    fails(ErrorKind.SHAPE, "cannot take a result", () -> floats(2).addInPlace(floats(3, 2)));
    fails(ErrorKind.SHAPE, "too large", () -> Layout.contiguous(1 << 20, 1 << 20));
    fails(ErrorKind.SHAPE, "below 0", () -> Layout.numelOf(new int[] {2, -1}));
  }

  @Test
  void dims() {
    fails(ErrorKind.INDEX, "no dimension 2", () -> floats(2, 3).transpose(0, 2));
    fails(ErrorKind.INDEX, "no dimension 5", () -> floats(2, 3).sum(new int[] {5}, false));
    fails(ErrorKind.INDEX, "no dimension 4", () -> floats(2).unsqueeze(4));
    fails(ErrorKind.INDEX, "no place 3", () -> floats(3).select(0, 3));
    fails(ErrorKind.VALUE, "each of the 2 dims once", () -> floats(2, 3).permute(0, 0));
  }

  @Test
  void dtypes() {
    fails(ErrorKind.TYPE, "needs floats", () -> ints(3).mean());
    fails(ErrorKind.TYPE, "float32 and", () -> floats(2, 2).mm(floats(2, 2).to(DType.FLOAT64)));
    fails(ErrorKind.TYPE, "cannot take", () -> ints(2).divInPlace(2L));
    fails(ErrorKind.TYPE, "only tensors of floats", () -> ints(2).setRequiresGrad(true));
    fails(ErrorKind.VALUE, "one element", () -> floats(2).item());
  }

  @Test
  void operationsOfTheTable() {
    fails(ErrorKind.TYPE, "relu() needs a tensor", () -> call("relu", "text"));
    fails(ErrorKind.TYPE, "matmul() is missing", () -> call("matmul", floats(2)));
    fails(ErrorKind.VALUE, "at least one tensor", () -> call("cat", List.of()));
    fails(ErrorKind.OVERFLOW, "1099511627776", () -> call("zeros", List.of(1L << 40)));
    fails(ErrorKind.SHAPE, "zeros(): a size below 0", () -> call("zeros", List.of(-1L)));
    fails(ErrorKind.TYPE, "writes into 'input'", () -> call("add_", 1L, floats(2)));
  }

  @Test
  void graphs() {
    fails(ErrorKind.AUTOGRAD, "does not require a gradient", () -> floats().backward());
    Tensor x = floats(2);
    x.setRequiresGrad(true);
    fails(ErrorKind.AUTOGRAD, "", () -> x.mul(2L).backward());
    fails(ErrorKind.AUTOGRAD, "", () -> x.addInPlace(1L));
  }
}
