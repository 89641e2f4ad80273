package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LimitsTest {
  private static final String CATCHES =
      """
      fn forever() { while True { } }
      try { forever() } catch e { print("caught") } finally { print("cleaned") }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True { }",
        "for i in range(10 ** 18) { i }",
        "[i for i in range(10 ** 18) if i < 0]",
        "fn f() { f2() }\nfn f2() { }\nwhile True { f() }",
        CATCHES
      })
  void stepsEndEveryLoop(String code) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).limits(Limits.none().steps(100_000)).build()) {
      GradException error = assertThrows(GradException.class, () -> grad.eval(code));
      assertEquals("LimitError", error.kind());
      assertEquals("", out.toString(), "nothing of the script runs after a limit");
      assertEquals(3, grad.eval("1 + 2").asLong(), "the engine stays usable");
    }
  }

  @Test
  void theDeadlineEndsALoop() {
    Limits limits = Limits.none().deadline(Duration.ofMillis(50));
    try (Grad grad = Grad.builder().limits(limits).build()) {
      GradException error = assertThrows(GradException.class, () -> grad.eval("while True { }"));
      assertEquals("LimitError", error.kind());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fn f(n) { f(n + 1) }\nf(0)",
        "let f = n -> [f(n + 1)]\nf(0)",
        "fn f(n) { try { f(n + 1) } catch e { 0 } finally { 1 } }\nf(0)",
        "module M() { fn forward(n) { self(n) } }\nM()(0)",
        "fn f(n) { list(map(f, [n])) }\nf(0)",
        "fn f(n) { sorted([1, 2], key=f) }\nf(0)"
      })
  void endlessRecursionIsALimit(String code) {
    try (Grad grad = Grad.create()) {
      GradException error = assertThrows(GradException.class, () -> grad.eval(code));
      assertEquals("LimitError", error.kind());
      assertTrue(error.diagnostics().get(0).calls().size() < 50);
      assertEquals(3, grad.eval("1 + 2").asLong());
    }
  }

  @Test
  void aThousandCallsFitOnALargeStack() {
    String code =
        """
        module M() { fn forward(n) { if n == 0 { 0 } else { self(n - 1) + 1 } } }
        fn f(n) { if n == 0 { 0 } else { [x + 1 for x in [f(n - 1)]][0] } }
        f(4000) + M()(4000)
        """;
    long depth =
        Grad.onLargeStack(() -> {
          try (Grad grad = Grad.create()) {
            return grad.eval(code).asLong();
          }
        });
    assertEquals(8000, depth);
  }

  @Test
  void tensorsThatLiveAreLimited() {
    Limits limits = Limits.none().tensorBytes(8 << 20);
    try (Grad grad = Grad.builder().limits(limits).build()) {
      String keeps = "let kept = []\nwhile True { kept.append(zeros(256, 1024)) }";
      for (int i = 0; i < 3; i++) {
        GradException error = assertThrows(GradException.class, () -> grad.eval(keeps));
        assertEquals("LimitError", error.kind());
        assertEquals(
            "the program's tensors would take 9.0 MB; its limit is 8.0 MB",
            error.diagnostics().get(0).message());
        assertEquals(8, grad.eval("len(kept)").asLong());
        grad.eval("let kept = []");
        grad.eval("for i in range(20) { zeros(256, 1024) }"); // what is not held does not count
      }
    }
  }

  @Test
  void anEngineFullOfSmallThingsCanBeEmptied() {
    Limits limits = Limits.none().bytes(1 << 20);
    try (Grad grad = Grad.builder().limits(limits).build()) {
      String keeps = "let kept = []\nwhile True { kept.append([1.5, 'a' * 3]) }";
      for (int i = 0; i < 3; i++) {
        GradException error = assertThrows(GradException.class, () -> grad.eval(keeps));
        assertEquals("LimitError", error.kind());
        for (int k = 0; k < 20; k++) {
          assertEquals(3, grad.eval("let small = [1, 2]; small[0] + small[1]").asLong());
        }
        grad.eval("kept = []");
        assertEquals(1000, grad.eval("len([[i] for i in range(1000)])").asLong());
      }
    }
  }

  @Test
  void limitsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> Limits.none().steps(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().callDepth(0));
    assertThrows(
        IllegalArgumentException.class, () -> Limits.none().deadline(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().tensorBytes(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().bytes(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().length(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().graphNodes(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.none().output(-1));
    assertEquals(7, Limits.none().output(7).bytes(8).length(9).output());
  }

  @Test
  void anotherThreadCancels() {
    CountDownLatch runs = new CountDownLatch(1);
    try (Grad grad = Grad.builder().out(whenWritten(runs)).build()) {
      new Thread(
              () -> {
                await(runs);
                grad.cancel();
              })
          .start();
      String code = "print(1, flush=True)\nwhile True { }";
      GradException error = assertThrows(GradException.class, () -> grad.eval(code));
      assertEquals("LimitError", error.kind());
      assertEquals(3, grad.eval("1 + 2").asLong());
    }
  }

  private static Writer whenWritten(CountDownLatch latch) {
    return new StringWriter() {
      @Override
      public void flush() {
        latch.countDown();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void interruptionEndsALoop() {
    try (Grad grad = Grad.create()) {
      Thread.currentThread().interrupt();
      GradException error = assertThrows(GradException.class, () -> grad.eval("while True { }"));
      assertEquals("LimitError", error.kind());
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
    }
  }
}
