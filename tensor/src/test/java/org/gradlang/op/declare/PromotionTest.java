package org.gradlang.op.declare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PromotionTest {
  private static final List<String> OPERANDS =
      List.of(
          "f32[2]", "f64[2]", "i64[2]", "bool[2]", "f32[]", "f64[]", "i64[]", "bool[]", "1.5", "2",
          "True");

  /** torch.result_type of the first column with each of the operands. */
  private static final String TABLE =
      """
      f32[2]   f32   f64   f32   f32   f32   f32   f32   f32   f32   f32   f32
      f64[2]   f64   f64   f64   f64   f64   f64   f64   f64   f64   f64   f64
      i64[2]   f32   f64   i64   i64   f32   f64   i64   i64   f32   i64   i64
      bool[2]  f32   f64   i64   bool  f32   f64   i64   bool  f32   i64   bool
      f32[]    f32   f64   f32   f32   f32   f64   f32   f32   f32   f32   f32
      f64[]    f32   f64   f64   f64   f64   f64   f64   f64   f64   f64   f64
      i64[]    f32   f64   i64   i64   f32   f64   i64   i64   f32   i64   i64
      bool[]   f32   f64   i64   bool  f32   f64   i64   bool  f32   i64   bool
      """;

  private static DType dtype(String name) {
    return switch (name) {
      case "f32" -> DType.FLOAT32;
      case "f64" -> DType.FLOAT64;
      case "i64" -> DType.INT64;
      case "bool" -> DType.BOOL;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object operand(String text) {
    return switch (text) {
      case "1.5" -> 1.5;
      case "2" -> 2L;
      case "True" -> true;
      default -> {
        int bracket = text.indexOf('[');
        Layout layout = text.endsWith("[]") ? Layout.SCALAR : Layout.contiguous(2);
        DType dtype = dtype(text.substring(0, bracket));
        yield new Tensor(Storage.zeros(dtype, layout.numel()), layout);
      }
    };
  }

  @Test
  void followsPyTorchForTensorsZeroDimTensorsAndNumbers() {
    for (String line : TABLE.lines().toList()) {
      List<String> cells = List.of(line.split(" +"));
      for (int i = 0; i < OPERANDS.size(); i++) {
        Object[] operands = {operand(cells.get(0)), operand(OPERANDS.get(i))};
        assertEquals(
            dtype(cells.get(i + 1)),
            Promotion.of(new Context(), operands),
            cells.get(0) + " with " + OPERANDS.get(i));
      }
    }
  }

  @Test
  void ofSeveralOperandsTheOnesWithDimensionsDecideWhateverTheirPlace() {
    Context context = new Context();
    Object[] mixed = {operand("f64[]"), operand("1.5"), operand("f32[2]"), operand("i64[2]")};
    assertEquals(DType.FLOAT32, Promotion.of(context, mixed));
    Object[] lifted = {operand("f64[]"), operand("2"), operand("i64[2]")};
    assertEquals(DType.FLOAT64, Promotion.of(context, lifted));
  }

  @Test
  void aNumberLiftsIntsToTheDefaultDType() {
    Context context = new Context();
    context.setDefaultDType(DType.FLOAT64);
    assertEquals(DType.FLOAT64, Promotion.of(context, new Object[] {operand("i64[2]"), 1.5}));
    assertEquals(DType.FLOAT32, Promotion.of(context, new Object[] {operand("f32[2]"), 1.5}));
  }

  @Test
  void resultsAreWrittenIntoTensorsOfTheSameOrAHigherKind() {
    assertEquals(true, Promotion.canWrite(DType.FLOAT64, DType.FLOAT32));
    assertEquals(true, Promotion.canWrite(DType.INT64, DType.FLOAT32));
    assertEquals(true, Promotion.canWrite(DType.BOOL, DType.INT64));
    assertEquals(false, Promotion.canWrite(DType.FLOAT32, DType.INT64));
    assertEquals(false, Promotion.canWrite(DType.INT64, DType.BOOL));
  }
}
