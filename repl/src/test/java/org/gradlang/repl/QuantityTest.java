package org.gradlang.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  private static Quantity of(String text) {
    return new Quantity("--max", text);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000",
    "100k, 102400",
    "100K, 102400",
    "512m, 536870912",
    "2g, 2147483648",
    "3T, 3298534883328",
    "8388607t, 9223370937343148032",
    "9223372036854775807, 9223372036854775807"
  })
  void sizes(String text, long bytes) throws UsageException {
    assertEquals(bytes, of(text).bytes());
  }

  @ParameterizedTest
  @CsvSource({"5s, 5000", "500ms, 500", "2m, 120000", "1.5h, 5400000", "0.5S, 500"})
  void times(String text, long millis) throws UsageException {
    assertEquals(Duration.ofMillis(millis), of(text).time());
  }

  @Test
  void aTimeBelowANanosecondIsStillOne() throws UsageException {
    assertEquals(Duration.ofNanos(1), of("0.0000000001ms").time());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "+1", "1.5g", "1 g", "1gb", "0x10", "1_000", "١٠", "1e9"})
  void whatIsNoSize(String text) {
    UsageException error = assertThrows(UsageException.class, () -> of(text).bytes());
    assertEquals(
        "--max needs a size such as 512m, 2g, 100k or 1000, not '" + text + "'", error.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", ".5s", "5.s", "5 s", "5sec", "PT5S", "5d"})
  void whatIsNoTime(String text) {
    UsageException error = assertThrows(UsageException.class, () -> of(text).time());
    assertEquals("--max needs a time such as 5s, 500ms or 2m, not '" + text + "'", error.reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5k", "-5", "1.0", "x"})
  void whatIsNoCount(String text) {
    UsageException error = assertThrows(UsageException.class, () -> of(text).count(9));
    assertEquals("--max needs a whole number, not '" + text + "'", error.reason());
  }

  @Test
  void tooLittleAndTooMuch() {
    assertEquals("--max must be more than 0", refusal("0s", true));
    assertEquals("--max must be more than 0", refusal("000k", false));
    assertEquals("--max cannot be as much as '8388608t'", refusal("8388608t", false));
    assertEquals(
        "--max cannot be as much as '9223372036854775808'", refusal("9223372036854775808", false));
    assertEquals("--max cannot be as much as '9999999999h'", refusal("9999999999h", true));
    assertEquals(
        "--max cannot be as much as '10'",
        assertThrows(UsageException.class, () -> of("10").count(9)).reason());
  }

  private static String refusal(String text, boolean time) {
    return assertThrows(
            UsageException.class,
            () -> {
              if (time) {
                of(text).time();
              } else {
                of(text).bytes();
              }
            })
        .reason();
  }
}
