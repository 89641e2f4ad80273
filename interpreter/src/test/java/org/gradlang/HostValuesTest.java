package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Values between a host and its programs, both ways. */
class HostValuesTest {
  record Point(double x, double y) {}

  record Model(String name, List<Point> points, Optional<String> note) {}

  enum Side {
    BUY,
    SELL
  }

  interface Pricer {
    double price(double spot, double strike);

    List<String> legNames();

    default double twice(double spot) {
      return 2 * price(spot, 1);
    }
  }

  private final Grad grad = Grad.create();

  private String seen(Object value) {
    grad.set("v", value);
    return grad.eval("repr(v)").asString();
  }

  @Test
  void javaValuesAsProgramsSeeThem() {
    assertEquals("None", seen(null));
    assertEquals("3", seen((short) 3));
    assertEquals("0.5", seen(0.5f));
    assertEquals("7", seen(BigInteger.valueOf(7)));
    assertEquals("'BUY'", seen(Side.BUY));
    assertEquals("'c'", seen('c'));
    assertEquals("None", seen(Optional.empty()));
    assertEquals("[1, 'a', [2.5, None]]", seen(Arrays.asList(1, "a", Arrays.asList(2.5, null))));
    assertEquals("{'k': [1, 2]}", seen(Map.of("k", Set.of(1).isEmpty() ? 0 : List.of(1, 2))));
    assertEquals("['a', 'b']", seen(new String[] {"a", "b"}));
    assertEquals("tensor([[1, 2]])", seen(new int[][] {{1, 2}}));
    assertEquals("Point(x=1.0, y=2.0)", seen(new Point(1, 2)));
    assertEquals("2.0", grad.eval("v.y").toString());
    assertEquals("tensor([0.5000, 1.0000])", seen(Tensor.of(new float[] {0.5f, 1})));
  }

  @Test
  void functionsOfTheHostCanBeCalled() {
    Function<Object, Object> length = value -> ((List<?>) value).size();
    grad.set("length", length);
    assertEquals(3, grad.eval("length([1, 2, 3])").asLong());
    grad.set("half", (DoubleUnaryOperator) x -> x / 2);
    assertEquals(1.5, grad.eval("half(3)").asDouble());
    BinaryOperator<Object> join = (a, b) -> a + "-" + b;
    grad.set("join", join);
    assertEquals("a-1", grad.eval("join('a', 1)").asString());
    GradException error = assertThrows(GradException.class, () -> grad.eval("\nhalf('x')"));
    assertEquals("TypeError", error.kind());
    assertEquals(2, error.line());
    assertThrows(GradException.class, () -> grad.eval("half(1, 2)"));
  }

  @Test
  void whatAProgramCannotUseIsRefused() {
    for (Object value :
        List.of(
            new Object(),
            BigInteger.TWO.pow(64),
            new char[] {'a'},
            OptionalInt.of(1),
            new Thread(() -> {}),
            Map.of(new Object(), 1))) {
      assertThrows(IllegalArgumentException.class, () -> grad.set("v", value), value.toString());
    }
  }

  @Test
  void valuesOfProgramsAsJavaTypes() {
    assertEquals(3, grad.eval("3").as(int.class));
    assertEquals(3.0, grad.eval("3").as(Double.class));
    assertEquals(2.5f, grad.eval("tensor(2.5)").as(float.class));
    assertNull(grad.eval("None").as(String.class));
    assertEquals(Side.SELL, grad.eval("'SELL'").as(Side.class));
    assertEquals(Arrays.asList(1L, "a", null), grad.eval("(1, 'a', None)").as(List.class));
    assertEquals(Map.of("a", List.of(1L)), grad.eval("let d = {'a': [1]}; d").as(Map.class));
    assertEquals(Set.of(1L, 2L), grad.eval("[1, 2, 1]").as(Set.class));
    assertArrayEquals(
        new float[][] {{1, 2}, {3, 4}}, grad.eval("[[1, 2], [3, 4]]").as(float[][].class));
    assertArrayEquals(new long[] {1, 2}, grad.eval("tensor([1, 2])").as(long[].class));
    assertArrayEquals(new String[] {"a", "b"}, grad.eval("['a', 'b']").as(String[].class));
    assertEquals(new Point(1, 2), grad.eval("let p = {'x': 1, 'y': 2}; p").as(Point.class));
    assertEquals(new Point(1, 2), grad.eval("(1, 2)").as(Point.class));
    assertEquals(
        new Model("m", List.of(new Point(0, 1)), Optional.empty()),
        grad.eval("let m = {'name': 'm', 'points': [(0, 1)], 'note': None}; m").as(Model.class));
    grad.set("back", new Point(3, 4));
    assertEquals(new Point(3, 4), grad.eval("back").as(Point.class));
    assertEquals(2.0, grad.eval("3.5").as(Object.class).equals(3.5) ? 2.0 : 0.0);
  }

  @Test
  void whatDoesNotFitIsATypeError() {
    Map<String, Class<?>> wrong =
        Map.of(
            "3.5", int.class,
            "'a'", double.class,
            "[1, 'a']", float[].class,
            "tensor([1.5])", long[].class,
            "tensor([1., 2.])", float[][].class,
            "'HOLD'", Side.class,
            "(1, 2, 3)", Point.class,
            "1", Runnable.class,
            "None", int.class);
    wrong.forEach((code, type) -> {
      GradException error = assertThrows(GradException.class, () -> grad.eval(code).as(type), code);
      assertEquals("TypeError", error.kind(), code);
    });
    GradException tooBig =
        assertThrows(GradException.class, () -> grad.eval("2 ** 40").as(int.class));
    assertEquals("OverflowError", tooBig.kind());
  }

  @Test
  void interfacesStandOnFunctionsOfPrograms() {
    grad.eval(
        """
        let strikes = 0
        fn price(spot, strike) { strikes += 1; spot - strike }
        fn leg_names() { ['fixed', 'floating'] }
        module Fixed(level) {
            self.level = level
            fn price(spot, strike) { self.level }
            fn legNames() { [] }
        }
        """);
    Pricer pricer = grad.as(Pricer.class);
    assertEquals(2.5, pricer.price(5, 2.5));
    assertEquals(List.of("fixed", "floating"), pricer.legNames());
    assertEquals(8, pricer.twice(5));
    assertEquals(2, grad.get("strikes").asLong());
    assertTrue(pricer.equals(pricer));
    assertEquals("Pricer of a Grad program", pricer.toString());
    Pricer fixed = grad.eval("Fixed(7)").as(Pricer.class);
    assertEquals(7, fixed.price(0, 0));
    DoubleUnaryOperator square = grad.eval("x -> x ** 2").as(DoubleUnaryOperator.class);
    assertEquals(9, square.applyAsDouble(3));
    GradException missing = assertThrows(GradException.class, () -> Grad.create().as(Pricer.class));
    assertTrue(missing.message().contains("price"), missing.message());
    GradException wrong =
        assertThrows(
            GradException.class,
            () -> {
              grad.eval("price = (a, b) -> 'text'");
              grad.as(Pricer.class).price(1, 2);
            });
    assertEquals("TypeError", wrong.kind());
  }

  @Test
  void frozenDataIsCopiedIntoEachEngine() {
    grad.eval(
        """
        let w = tensor([[1., 2.]], requires_grad=True)
        let state = {'w': w * 2, 'n': [1, (2, 'a')], 'k': tensor(True), 's': tensor(2.5), 'd': float64}
        """);
    Frozen state = grad.get("state").freeze();
    grad.eval("no_grad { w.zero_() }; state['n'].append(3)");
    for (int i = 0; i < 2; i++) {
      try (Grad other = Grad.create()) {
        other.set("s", state);
        assertEquals(
            "{'w': tensor([[2., 4.]]), 'n': [1, (2, 'a')], 'k': tensor(True), 's': tensor(2.5000),"
                + " 'd': torch.float64}",
            other.eval("repr(s)").asString());
        other.eval("s['w'].zero_(); s['n'].clear()");
      }
    }
    GradException error = assertThrows(GradException.class, () -> grad.eval("[x -> x]").freeze());
    assertEquals("TypeError", error.kind());
    assertThrows(GradException.class, () -> grad.eval("let c = [1]; c.append(c); c").freeze());
  }

  @Test
  void aCollectionThatContainsItselfIsRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertThrows(IllegalArgumentException.class, () -> grad.set("v", list));
    Object[] array = new Object[1];
    array[0] = array;
    assertThrows(IllegalArgumentException.class, () -> grad.set("v", array));
    assertEquals("[[1]]", seen(List.of(List.of(1)))); // and what comes next is not
  }

  @Test
  void aLambdaIsCalledAsItsVariable() {
    DoubleUnaryOperator twice = x -> 2 * x;
    grad.set("twice", twice);
    GradException wrong = assertThrows(GradException.class, () -> grad.eval("twice('a')"));
    assertEquals("twice() needs a number for 'a', not a str", wrong.message());
  }
}
