package org.gradlang.spec.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lives in the JVM where a limit on memory stops a program, and where it must not. */
@Isolated("the memory of the whole JVM is looked at")
final class MemoryLimitTest {
  private static final long LIMIT = 16 << 20;

  /** What an engine needs for itself: code that was compiled meanwhile, and what is watched. */
  private static final long OWN = 3 << 20;

  private static final Limits LIMITS = Limits.none().bytes(LIMIT).deadline(Duration.ofSeconds(60));

  private static Grad engine() {
    return Grad.builder().seed(1).limits(LIMITS).build();
  }

  /** The least of some looks: threads that bring up loops make garbage meanwhile. */
  private static long alive() {
    Runtime jvm = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, jvm.totalMemory() - jvm.freeMemory());
    }
    return least;
  }

  /** Programs that keep the tensors that a round makes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "while True { kept.append(zeros(100000)) }",
        "while True { kept.append(zeros(1000)) }",
        "while True { kept.append(zeros(10)) }",
        "while True { kept.append(tensor(1.0)) }",
        "while True { kept.append(ones(3, 1) > 0) }",
        "while True { kept.append(zeros(100000)[0:1]) }",
        "let base = zeros(10, 10)\nwhile True { kept.append(base[2:4]) }",
        "let base = zeros(10, 10)\nwhile True { kept.append(base.data) }",
        "let base = zeros(10, 10)\nwhile True { kept.append(base.detach()) }",
        "while True { kept.append(randn(300, requires_grad=True)) }",
        """
        fn make() { let t = zeros(1000)
         () -> t }
        while True { kept.append(make()) }
        """,
        """
        while True { let ring = [zeros(1000)]
         ring.append(ring)
         kept.append(ring) }
        """,
        "while True { kept.append(zeros(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)) }",
        "while True { kept.extend(zeros(1000).unbind()) }",
        "while True { kept.append(zeros(1000).split(1)) }",
        "while True { kept.append(sort(rand(1000))) }",
      })
  void tensorsAreNoMoreThanTheLimit(String program) {
    assertStopped(program);
  }

  /** Programs whose tensors keep the graphs behind them, gradients, or what optimizers know. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "let w = ones(1, requires_grad=True)\nlet loss = w * 0\nwhile True { loss = loss + w * 2 }",
        "let w = ones(1, requires_grad=True)\nlet loss = w * 0\nwhile True { loss += w }",
        """
        let w = ones(1000, requires_grad=True)
        let loss = w * 0
        while True { loss = loss + w.exp() }
        """,
        """
        let w = ones(9, 9, requires_grad=True)
        let y = w
        while True { y = (y @ w).tanh().view(9, 9) }
        """,
        """
        let w = ones(20, requires_grad=True)
        let y = w * 1
        while True { y.add_(1)
         y = y * w }
        """,
        """
        let w = ones(50, requires_grad=True)
        while True { let y = (w * w).sum()
         y.backward(retain_graph=True)
         kept.append(y) }
        """,
        """
        let w = ones(50, requires_grad=True)
        while True { kept.append(autograd.grad((w ** 3).sum(), w, create_graph=True)[0]) }
        """,
        """
        let w = ones(500, requires_grad=True)
        w.register_hook(g -> kept.append(g))
        while True { (w * w).sum().backward() }
        """,
        """
        while True { let w = ones(500, requires_grad=True)
         (w * w).sum().backward()
         kept.append(w) }
        """,
        """
        while True { let w = ones(500, requires_grad=True)
         let o = optim.Adam([w])
         (w * w).sum().backward()
         o.step()
         kept.append(o) }
        """,
      })
  void graphsAreNoMoreThanTheLimit(String program) {
    assertStopped(program);
  }

  /** Programs that make objects of other kinds, or keep them where no list is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        fn f(m, x, y) { None }
        let y = nn.Linear(1, 1)
        while True { y.register_forward_hook(f) }
        """,
        """
        fn f(n) { if n == 0 { raise ValueError("x") } else { f(n - 1) } }
        while True { try { f(50) } catch e { kept.append(e) } }
        """,
        "while True { try { ones(2) @ ones(3) } catch e { kept.append(e) } }",
        """
        let w = ones(1, requires_grad=True)
        while True { kept.append(autograd.graph((w * 2 + 1).sin())) }
        """,
        "while True { module M() { self.x = 1 }\n kept.append(M) }",
        """
        fn made() { module M() { self.x = 1 }
         M }
        kept.append(made())
        let i = 0
        while True { setattr(kept[0], "a" + str(i), 0.5 * i)
         i += 1 }
        """,
        """
        while True { module M() { self.x = 1 }
         kept.append(M)
         for k in range(40) { let m = M()
          for j in range(50) { setattr(m, "a" + str(k) + "_" + str(j), 1) } } }
        """,
        "while True { kept.append(filter(x -> x, [1])) }",
      })
  void objectsAreNoMoreThanTheLimit(String program) {
    assertStopped(program);
  }

  private static void assertStopped(String program) {
    try (Grad grad = engine()) {
      grad.eval("let kept = []");
      long before = alive();
      GradException error = assertThrows(GradException.class, () -> grad.eval(program));
      assertEquals("LimitError", error.kind());
      assertTrue(error.getMessage().contains("its limit is 16.0 MB"), error::getMessage);
      long live = alive() - before;
      assertTrue(live <= LIMIT * 1.1 + OWN, () -> "%.1f MB live".formatted(live / 1048576.0));
      assertEquals(3, grad.eval("1 + 2").asLong());
      grad.eval("kept = []\nlet w = 0\nlet y = 0\nlet loss = 0");
      assertEquals(3e6, grad.eval("ones(3 * 10 ** 6).sum().item()").asDouble());
    }
  }

  /** Programs that allocate many times their limit, the first 25 times, and hold little. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for i in range(400) { zeros(2 ** 18) }",
        "let x = zeros(1000)\nfor i in range(20000) { x = x + 1 }",
        """
        let w = randn(100, 100, requires_grad=True)
        let o = optim.Adam([w], lr=0.01)
        for i in range(300) { let loss = ((w @ w).tanh() - 0.5).square().mean()
         o.zero_grad()
         loss.backward()
         o.step() }
        """,
        """
        for i in range(100) { let ring = [zeros(2 ** 18)]
         ring.append(ring) }
        """,
      })
  void whatIsNotHeldStopsNothing(String program) {
    try (Grad grad = Grad.builder().limits(Limits.none().bytes(LIMIT)).build()) {
      grad.eval(program);
      assertEquals(3, grad.eval("1 + 2").asLong());
    }
  }
}
