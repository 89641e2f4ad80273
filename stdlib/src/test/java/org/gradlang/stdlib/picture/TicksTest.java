package org.gradlang.stdlib.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.gradlang.stdlib.picture.Axis.Tick;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers an axis marks. */
final class TicksTest {
  private static String linear(double low, double high, int count) {
    return texts(Axis.of(low, high, false, count));
  }

  private static String texts(Axis axis) {
    return axis.labelled().stream().map(Tick::text).collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5, 0 0.2 0.4 0.6 0.8 1.0",
    "-0.05, 1.3, 8, 0 0.2 0.4 0.6 0.8 1.0 1.2",
    "0, 9, 4, 0 2.5 5.0 7.5",
    "-12, 12, 5, -10 -5 0 5 10",
    "0, 200000, 4, 0 50000 100000 150000 200000",
    "0, 2000000, 4, 0 5e5 1e6 1.5e6 2e6",
    "0, 0.00002, 2, 0 1e-5 2e-5",
    "1000, 1000.001, 2, 1000.0000 1000.0005 1000.0010",
  })
  void areRoundNumbers(double low, double high, int count, String expected) {
    assertEquals(expected, linear(low, high, count));
  }

  @ParameterizedTest
  @CsvSource({
    "0.01, 100, 8, 0.01 0.1 1 10 100",
    "0.00000001, 100000000, 5, 1e-8 0.0001 1 10000 1e8",
    "0.9, 9, 8, 1 2 5",
    "1.1, 1.9, 4, 1.2 1.4 1.6 1.8",
  })
  void arePowersOfTenOnALogarithmicAxis(double low, double high, int count, String expected) {
    assertEquals(expected, texts(Axis.of(low, high, true, count)));
  }

  @ParameterizedTest
  @CsvSource({"0, 10, 0, 0", "0, 10, 5, 0.5", "-1, 1, 2, 1.5"})
  void placesGoFromLowToHigh(double low, double high, double value, double expected) {
    assertEquals(expected, Axis.of(low, high, false, 3).place(value), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity", "0", "-1"})
  void someNumbersHaveNoPlaceOnALogarithmicAxis(double value) {
    assertEquals(Double.NaN, Axis.of(1, 10, true, 3).place(value));
  }
}
