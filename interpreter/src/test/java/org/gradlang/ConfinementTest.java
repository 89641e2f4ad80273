package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** One thread at a time uses an engine; a second one is told so, and nothing else happens. */
@Timeout(60)
class ConfinementTest {
  interface Twice {
    double twice(double x);
  }

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicReference<Consumer<Grad>> visit = new AtomicReference<>(grad -> {});
  private final Grad grad =
      Grad.builder()
          .function(
              "pause()",
              call -> {
                inside.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return 1;
              })
          .function(
              "visit()",
              call -> {
                visit.get().accept(self());
                return 1;
              })
          .build();

  private Grad self() {
    return grad;
  }

  private static void refused(Executable use) {
    IllegalStateException error = assertThrows(IllegalStateException.class, use);
    assertTrue(error.getMessage().startsWith("this engine is running on "), error.getMessage());
  }

  @Test
  void aSecondThreadIsRefusedWhileTheFirstRuns() throws Exception {
    grad.eval("let d = {'a': [1., 2.]}; let t = tensor([1., 2.]); fn twice(x) { 2 * x }");
    Value dict = grad.get("d");
    Value list = grad.eval("d['a']");
    Value tensor = grad.get("t");
    Value number = grad.eval("t.sum()");
    Value function = grad.get("twice");
    Twice proxy = grad.as(Twice.class);
    Script script = Script.compile("s.grad", "1 + 1");
    CompletableFuture<Value> run = CompletableFuture.supplyAsync(() -> grad.eval("pause()"));
    inside.await();
    List.<Executable>of(
            () -> grad.eval("1"),
            () -> grad.eval(script),
            () -> script.run(grad, Map.of()),
            () -> grad.set("x", 1),
            () -> grad.get("d"),
            () -> grad.find("d"),
            () -> grad.names(),
            () -> grad.knownNames(),
            () -> grad.compile("c.grad", "d"),
            () -> grad.as(Twice.class),
            () -> grad.during(() -> 1),
            () -> proxy.twice(1),
            () -> function.call(1),
            () -> function.as(Twice.class),
            dict::asMap,
            dict::freeze,
            dict::toString,
            dict::attributes,
            () -> dict.summary(10),
            () -> dict.element("a"),
            list::asList,
            () -> list.as(double[].class),
            number::asDouble,
            () -> tensor.attribute("shape"))
        .forEach(ConfinementTest::refused);
    assertTrue(!dict.isNone() && function.canCall(), "what cannot change can be asked");
    assertEquals("dict", dict.typeName());
    assertEquals(2, tensor.asTensor().numel());
    goOn.countDown();
    assertEquals(1, run.get().asLong());
    assertEquals(4, proxy.twice(2), "it belongs to who comes next");
    assertEquals(4, CompletableFuture.supplyAsync(() -> proxy.twice(2)).get());
  }

  @Test
  void whoIsRefusedDisturbsNothing() throws Exception {
    CompletableFuture<Value> run =
        CompletableFuture.supplyAsync(() -> grad.eval("first.grad", "pause()\n1 / 0"));
    inside.await();
    refused(() -> grad.eval("second.grad", "let y = 1"));
    refused(() -> grad.set("x", 1));
    goOn.countDown();
    GradException error =
        (GradException)
            assertThrows(java.util.concurrent.ExecutionException.class, run::get).getCause();
    assertEquals("first.grad", error.source());
    assertEquals(2, error.line());
    assertEquals(List.of(), grad.names());
  }

  @Test
  void codeOfTheHostMayUseTheEngineThatCallsIt() {
    visit.set(engine -> {
      engine.set("x", 20);
      engine.eval("x += 1");
      assertEquals(42, engine.eval("fn f(a) { a * 2 }; f(x)").asLong());
      assertEquals(Optional.empty(), engine.find("nothing"));
    });
    grad.eval("let x = 0");
    assertEquals(22, grad.eval("visit() + x").asLong());
  }

  /** Such a program runs on a thread of its own, which has a larger stack. */
  @Test
  void codeOfTheHostMayUseTheEngineOfADeepProgram() {
    visit.set(engine -> engine.set("x", engine.eval("x + 1").asLong()));
    grad.eval("let x = 1");
    String deep = "(".repeat(900) + "visit()" + ")".repeat(900);
    assertEquals(1, grad.eval(deep).asLong());
    assertEquals(2, grad.eval("x").asLong());
  }

  @Test
  void outputThatFailsLeavesTheEngineToOthers() throws Exception {
    Writer broken =
        new StringWriter() {
          @Override
          public void flush() {
            throw new UncheckedIOException(new IOException("nobody reads"));
          }
        };
    try (Grad talking = Grad.builder().out(broken).build()) {
      assertThrows(UncheckedIOException.class, () -> talking.eval("print(1)"));
      CompletableFuture.runAsync(
              () -> assertThrows(UncheckedIOException.class, () -> talking.eval("1")))
          .get();
    }
  }

  /** Whether it comes before a run, into its beginning or into its middle: nothing runs on. */
  @Test
  void whoClosesStopsWhatIsBeginning() throws Exception {
    for (int round = 0; round < 300; round++) {
      Grad closing = Grad.builder().limits(Limits.none().deadline(Duration.ofSeconds(20))).build();
      closing.eval("fn forever() { while True { } }");
      Value forever = closing.get("forever");
      int wait = round * 20;
      CountDownLatch begin = new CountDownLatch(1);
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                begin.countDown();
                for (int i = 0; i < wait; i++) {
                  Thread.onSpinWait();
                }
                closing.close();
              });
      begin.await();
      RuntimeException end = assertThrows(RuntimeException.class, forever::call);
      closer.join();
      assertTrue(
          end instanceof IllegalStateException
              || end.getMessage().contains("the program was interrupted"),
          end::getMessage);
    }
  }

  @Test
  void whatTheInnerProgramDoesWrongIsAnErrorOfTheOuterOne() {
    visit.set(engine -> engine.eval("inner.grad", "1 / 0"));
    assertEquals(
        "ZeroDivisionError",
        grad.eval("let k = ''\ntry { visit() } catch e { k = e.kind }\nk").asString());
  }

  @Test
  void aLimitThatTheInnerProgramReachesEndsTheOuterOne() {
    try (Grad limited =
        Grad.builder()
            .limits(Limits.none().steps(10_000))
            .function("again()", call -> nested.get().eval("while True { }").isNone())
            .build()) {
      nested.set(limited);
      GradException error =
          assertThrows(
              GradException.class, () -> limited.eval("try { again() } catch e { }\nlet x = 1"));
      assertEquals("LimitError", error.kind());
      assertEquals(List.of(), limited.names().stream().filter(n -> n.equals("x")).toList());
      assertEquals(3, limited.eval("1 + 2").asLong());
    }
  }

  private final AtomicReference<Grad> nested = new AtomicReference<>();

  @Test
  void hooksInJavaMayUseTheEngineToo() {
    grad.eval("let w = tensor([1., 2.], requires_grad=True); let seen = []");
    Tensor w = grad.get("w").asTensor();
    w.registerHook(cotangent -> {
      grad.set("last", cotangent);
      grad.eval("seen.append(last.sum().item())");
      return cotangent.mul(2);
    });
    grad.eval("(w * 3).sum().backward()");
    assertEquals("[6.0]", grad.get("seen").toString());
    assertEquals("[6.0, 6.0]", grad.eval("w.grad.tolist()").toString());
  }

  @Test
  void aHookThatFailsIsAnErrorAtTheBackwardAndLeavesTheEngineUsable() {
    grad.eval("let w = tensor([1., 2.], requires_grad=True)");
    grad.get("w")
        .asTensor()
        .registerHook(cotangent -> {
          throw new IllegalStateException("no gradients today");
        });
    GradException error =
        assertThrows(GradException.class, () -> grad.eval("\n(w * 3).sum().backward()"));
    assertEquals(2, error.line());
    assertEquals(3, grad.eval("1 + 2").asLong());
  }

  @Test
  void exitEndsTheProgramAloneUnlessTheHostWantsToKnow() {
    GradException error =
        assertThrows(
            GradException.class, () -> grad.eval("try { exit(3) } catch e { }\nlet x = 1"));
    assertEquals("Exit", error.kind());
    assertEquals("the program ended itself with exit(3)", error.message());
    assertEquals(List.of(), grad.names());
    try (Grad leaving = Grad.builder().exits().build()) {
      assertEquals(
          3,
          assertThrows(org.gradlang.builtin.ExitRequest.class, () -> leaving.eval("exit(3)"))
              .code());
    }
  }
}
