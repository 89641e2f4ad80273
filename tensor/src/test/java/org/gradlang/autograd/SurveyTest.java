package org.gradlang.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gradlang.op.Operations;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SurveyTest {
  private static Tensor call(String operation, Object... arguments) {
    return Operations.tensor(operation, arguments);
  }

  private static Tensor leaf() {
    Tensor leaf = call("tensor", List.of(1.0, 2.0));
    leaf.setRequiresGrad(true);
    return leaf;
  }

  private static List<String> names(Survey survey) {
    return survey.nodes().stream().map(Node::name).toList();
  }

  @Test
  void ordersOperationsFromTheLastToTheFirstAndLeavesBehind() {
    Tensor x = leaf();
    Tensor y = call("mul", x, x);
    Tensor z = call("add", y, x);
    Survey survey = Survey.of(List.of(z));
    assertEquals(List.of("AddBackward0", "MulBackward0", "AccumulateGrad"), names(survey));
    assertEquals(2, survey.operations());
    assertEquals(0, survey.root(0));
    assertSame(x, survey.node(2).variable());
    assertEquals(1, survey.target(0, 0));
    assertEquals(2, survey.target(0, 1));
    // x: twice by mul, once by add; each operation by what follows it, or by the question
    assertArrayEquals(new int[] {1, 1, 3}, survey.uses());
    assertArrayEquals(new int[] {2, 1, 0}, survey.heights());
  }

  @Test
  void putsAnOutputBehindTheOneThatIsMadeOfIt() {
    Tensor y = call("exp", leaf());
    Tensor z = call("sin", y);
    Survey survey = Survey.of(List.of(y, z));
    assertEquals(List.of("SinBackward0", "ExpBackward0", "AccumulateGrad"), names(survey));
    assertEquals(1, survey.root(0));
    assertEquals(0, survey.root(1));
  }

  @Test
  void knowsWhereAGraphWasCut() {
    Tensor x = leaf();
    Survey survey = Survey.of(List.of(call("mul", x, call("detach", x))));
    Cut cut = survey.cut(0, 1);
    assertNotNull(cut);
    assertEquals(Cut.Reason.DETACH, cut.reason());
    assertEquals(-1, survey.target(0, 1));
    assertNull(survey.cut(0, 0));
  }

  @Test
  void walksThroughAChainOfAnyLength() {
    Tensor y = leaf();
    for (int i = 0; i < 200_000; i++) {
      y = call("neg", y);
    }
    Survey survey = Survey.of(List.of(y));
    assertEquals(200_001, survey.size());
    assertEquals(200_000, survey.heights()[0]);
  }

  @Test
  void refusesATensorWithoutAGraph() {
    Tensor x = leaf();
    GradError error = assertThrows(GradError.class, () -> Survey.of(List.of(call("detach", x))));
    assertEquals(ErrorKind.AUTOGRAD, error.kind());
    assertTrue(error.getMessage().contains("does not require a gradient"));
  }
}
