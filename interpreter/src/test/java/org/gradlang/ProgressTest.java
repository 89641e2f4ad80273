package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.builtin.Display;
import org.junit.jupiter.api.Test;

/** What loops with {@code progress} show, however they end. */
final class ProgressTest {
  /** Remembers everything, times left out. */
  private static final class Remembering implements Display {
    private final boolean live;
    private final List<String> left = new ArrayList<>();
    private List<String> shown = List.of();
    private int most;

    Remembering(boolean live) {
      this.live = live;
    }

    @Override
    public boolean isLive() {
      return live;
    }

    @Override
    public void show(List<String> lines) {
      shown = lines;
      most = Math.max(most, lines.size());
    }

    @Override
    public void leave(String line) {
      left.add(line.replaceAll("\\[.*?\\]", "[]"));
    }
  }

  private static Remembering run(boolean live, String script) {
    Remembering display = new Remembering(live);
    try (Grad grad = Grad.builder().display(display).build()) {
      grad.eval(script);
    }
    return display;
  }

  private static String full(String count) {
    return "100% " + "━".repeat(24) + " " + count + " []";
  }

  @Test
  void theLastStateStays() {
    Remembering display = run(false, "for i in progress(range(3), label=\"a\") { }");
    assertEquals(List.of("a " + full("3/3")), display.left);
  }

  @Test
  void figuresStandBesideTheBar() {
    Remembering display =
        run(
            true,
            "let bar = progress([1, 2]); for i in bar { bar.set_postfix(loss=0.5 / i, step=i) }");
    assertEquals(List.of(full("2/2") + "  loss=0.25, step=2"), display.left);
    assertEquals(List.of(), display.shown);
  }

  @Test
  void barsInsideMakeRoom() {
    Remembering display =
        run(true, "for i in progress(range(2)) { for j in progress(range(3)) { } }");
    assertEquals(List.of(full("2/2")), display.left);
    assertEquals(2, display.most);
  }

  @Test
  void aBreakEndsTheBarWhereItIs() {
    Remembering display =
        run(true, "for i, x in enumerate(progress(range(4))) { if i == 2 { break } }");
    assertEquals(List.of(" 50% " + "━".repeat(12) + "─".repeat(12) + " 2/4 []"), display.left);
    assertEquals(List.of(), display.shown);
  }

  @Test
  void anErrorEndsTheBar() {
    Remembering display = new Remembering(true);
    try (Grad grad = Grad.builder().display(display).build()) {
      assertThrows(GradException.class, () -> grad.eval("for x in progress([1, 0]) { 1 / x | 0 }"));
    }
    assertEquals(1, display.left.size());
    assertEquals(List.of(), display.shown);
  }

  @Test
  void aReturnOutOfTwoLoopsEndsBoth() {
    Remembering display =
        run(
            true,
            """
            fn find() {
                for i in progress(range(2), label="outer") {
                    for j in progress(range(2), label="inner") { return j }
                }
            }
            find()
            for k in progress([1], label="next") { }
            """);
    assertEquals(2, display.left.size());
    assertTrue(display.left.getFirst().startsWith("outer"));
    assertEquals("next " + full("1/1"), display.left.getLast());
  }

  @Test
  void countsWhatHasNoLength() {
    Remembering display =
        run(false, "let n = 0; for i in progress(iter(() -> { n += 1; n }, 4)) { }");
    assertEquals(List.of("3 []"), display.left);
  }
}
