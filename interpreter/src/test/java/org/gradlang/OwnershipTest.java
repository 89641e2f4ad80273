package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Arrays that variables own go to later results, and never while anybody can ask for the tensor: in
 * whichever way it has got out of its variable. Tensors here are large enough to be owned, and each
 * program makes others of their size afterwards.
 */
class OwnershipTest {
  private static final String BEGIN =
      """
      let x = rand(256, 256)
      let w = rand(256, 256, requires_grad=True)
      let kept = []
      let store = {}
      fn same(a, b) { (a == b).all().item() }
      fn keep(t) { kept.append(t) }
      fn hold(t, by=None) { t }
      fn pair(t) { [t, t * 2] }
      fn churn() { for i in range(6) { let junk = x * -1; junk = tanh(junk); junk = junk + junk } }
      """;

  /** What stands in a loop over i, where y is x * i, and leaves y in the list. */
  private static final List<String> WAYS_OUT =
      List.of(
          "let y = x * i; kept.append(y)",
          "let y = x * i; kept.append(y.view(-1).view(256, 256))",
          "let y = x * i; kept.append(y.t().t())",
          "let y = x * i; kept.append(y[:])",
          "let y = x * i; kept.append(y.detach())",
          "let y = x * i; kept.append(y.data)",
          "let y = x * i; kept.append(y.contiguous())",
          "let y = x * i; kept.append(y.float())",
          "let y = x * i; kept.append(+y)",
          "let y = x * i; kept.append(cat(y.chunk(2)))",
          "let y = x * i; kept.extend([y])",
          "let y = x * i; kept.append([y, 1][0])",
          "let y = x * i; kept.append((y, 1)[0])",
          "let y = x * i; store[i] = y; kept.append(store[i])",
          "let y = x * i; keep(y)",
          "let y = x * i; keep(t=y)",
          "let y = x * i; y |> keep",
          "let y = x * i; y |> hold |> keep",
          "let y = x * i; kept.append(hold(y))",
          "let y = x * i; let z = y; kept.append(z)",
          "let y = x * i; let z = hold(y); z = z.contiguous(); kept.append(z)",
          "let y = x * i; let z = y.contiguous(); y = x * 9; kept.append(z)",
          "let y = x * i; let z = y.view(-1); y = x * 9; kept.append(z.view(256, 256))",
          "let y = x * i; let z = y.add_(0); y = x * 9; kept.append(z)",
          "let y = x * i; let z = dropout(y, training=False); y = x * 9; kept.append(z)",
          "let y = x * i; let (z, u) = (y, 1); y = x * 9; kept.append(z)",
          "let y = x * i; let z = if i > 0 { y } else { y }; y = x * 9; kept.append(z)",
          "let y = x * i; let f = () -> y; kept.append(f())",
          "let y = x * i; fn g() { y }; kept.append(g())",
          "let y = x * i; kept.append([y for j in range(2)][1])",
          "let y = x * i; for t in [y] { kept.append(t) }",
          "let y = x * i; y += 0; kept.append(y)",
          "let y = x * (i - 1); y += x; kept.append(x * i)",
          "let y = x * i; let z = y + (if True { y = x * 9; y * 0 } else { y }); kept.append(z)",
          "let y = x * i; let z = hold(y, by=(if True { y = x * 9; tanh(y) } else { y }));"
              + " kept.append(z)",
          "let y = x * i; let z = y.add((if True { y = x * 9; y * 0 } else { y })); kept.append(z)",
          "let y = None; try { y = x * i; y = x * i + y.nothing } catch e { kept.append(y) }",
          "let y = None; try { y = x * i; y = y.mm(rand(2, 3)) } catch e { kept.append(y) }",
          "let y = x * i; try { churn(); raise ValueError(\"\") } catch e { } finally { keep(y) }",
          "let y = x * i; let z = rand(256, 256); z.grad = y; y = x * 9; kept.append(z.grad)",
          "let y = x * i; let b = Box(y); y = x * 9; kept.append(b.t)",
          "let y = x * i; kept.append(stack([y, y])[1])",
          "let y = x * i; let z = [y]; y = x * 9; kept.append(z.pop())",
          "let y = x * i; let z = max([[y]], key=t -> 1); y = x * 9; kept.append(z[0])",
          "let y = [x * i]; let z = y[0].contiguous(); z = x * 9; kept.append(y[0])",
          "let y = [x * i]; let z = y[0].float(); z = tanh(x); kept.append(y[0])",
          "let y = [x * i]; let z = hold(y[0]); z = tanh(x); kept.append(y[0])",
          "let y = [x * i]; let z = y.pop(); kept.append(z); z = tanh(x)",
          "let y = x * i; let g = autograd.grad((w * y).sum(), [w])[0]; y = x * 9; kept.append(g)",
          "let y = x * i; let s = (w * y).sum(); y = x * 9; kept.append(autograd.grad(s, [w])[0])",
          "let y = x * i; let s = (w * y); let n = s.grad_fn; y = x * 9;"
              + " kept.append(n._saved_other)",
          "let y = (w * i).detach(); kept.append(y / w * x)",
          "let y = w * i; let s = y.sum(); y = x * 9; s.backward(); w.grad = None; keep(x * i)",
          "kept.append(max(abs(x * i), min(x * i, x * 9)))",
          "keep(x * i)",
          "kept.append(hold(x * i))",
          "kept.append((x * i).contiguous())",
          "kept.append((x * i).contiguous().float())",
          "kept.append(dropout(x * i, training=False))",
          "kept.append(hold((x * i).contiguous(), by=tanh(x)))",
          "kept.append(+(x * i))",
          "kept.append((x * i).view(-1).view(256, 256))",
          "kept.append(cat((x * i).chunk(2)))",
          "kept.append(cat([(x * i).chunk(2)[0], (x * i)[128:]]))",
          "kept.append(pair(x * i)[0])",
          "kept.append(pair(x * i)[0:2][0])",
          "kept.append([x * i, 1][0])",
          "let y = pair(x * i)[0]; kept.append(y); y = tanh(x)",
          "kept.append(atleast_2d(x * i, x)[0])",
          "kept.append(broadcast_tensors(x * i, x)[0])",
          "kept.append((x * i).sort(dim=0)[0] * 0 + x * i)",
          "kept.append((x * i).reshape(65536, 1).max(dim=1)[0].view(256, 256))",
          "kept.extend((x * i).reshape(65536, 1).max(dim=1)[0:1]); keep(kept.pop().view(256, 256))",
          "let y = (x * i).reshape(65536, 1).max(dim=1)[0]; keep(y.view(256, 256)); y = tanh(x)",
          "let v = x.clone().requires_grad_(); keep(autograd.grad(v * 1, [v], x * i)[0])",
          "let v = x.clone().requires_grad_(); keep(autograd.grad(v + 0, [v], x * i)[0])",
          "let v = x.clone().requires_grad_(); keep(autograd.grad(v + 0, [v, v], x * i)[-1])",
          "let v = x.clone().requires_grad_(); let h = v * 1;"
              + " keep(autograd.grad(tanh(h) * 0 + h * i, [v, h], x)[0])",
          "let v = x.clone().requires_grad_(); let h = v * 1;"
              + " let y = autograd.grad(tanh(h) * 0 + h * i, [v, h], x)[1]; keep(y); y = x * 9",
          "let v = x.clone().requires_grad_(); let (g, _) = autograd.grad(v * i, [v, v], x);"
              + " keep(g)",
          "let v = x.clone().requires_grad_(); kept.extend(autograd.grad(v * i, [v], x)[0:2])",
          "let v = x.clone().requires_grad_(); let h = v * i;"
              + " let y = autograd.grad(h * h, [v, h], ones_like(x))[1]; y = tanh(x); keep(x * i)",
          "let v = x.clone().requires_grad_(); let h = v + 0; h.register_hook(g -> keep(g));"
              + " autograd.grad(h, [v], x * i)[0]",
          "let v = x.clone().requires_grad_(); let h = Keeps(v); autograd.grad(h, [v], x * i)[0]",
          "let v = x.clone().requires_grad_(); let n = relu(v * i).grad_fn;"
              + " kept.append(n._saved_result.detach())",
          "let v = x.clone().requires_grad_(); let h = relu(v * i); let n = h.grad_fn;"
              + " let y = n._saved_result; h.backward(x); h = x * 9; kept.append(y.detach())",
          "manual_seed(i); let v = rand(256, 256, requires_grad=True); let h = v * 2; v = x * 9;"
              + " let n = h.grad_fn.next_functions[0][0]; manual_seed(i);"
              + " keep(n.variable.detach() - rand(256, 256) + x * i)",
          "let v = x.clone().requires_grad_(); let h = relu(v * i); let z = h * 2;"
              + " let y = z.grad_fn.next_functions[0][0]._saved_result; h = x * 9; z.backward(x);"
              + " churn(); kept.append(y.detach())",
          "let v = x.clone().requires_grad_(); let z = relu(v * i) * 2; z.sum().backward();"
              + " keep(x * i)",
          "let v = x.clone().requires_grad_(); autograd.grad(Doubles(v * 1), [v], x * i)[0]",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward(); keep(v.grad);"
              + " v.grad = None",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward(); let g = v.grad;"
              + " v.grad = None; keep(g)",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward();"
              + " keep(v.grad.detach()); v.grad = None",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward();"
              + " keep(v.grad.view(-1).view(256, 256)); v.grad = None",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward();"
              + " let u = x.clone(); u.grad = v.grad; v.grad = None; churn(); keep(u.grad)",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward();"
              + " v.grad = v.grad; churn(); keep(v.grad)",
          "let v = x.clone().requires_grad_(); (v * (x * i)).sum().backward(); churn();"
              + " v.grad = x * 9; churn(); keep(x * i)",
          "let v = x.clone().requires_grad_(); v.register_hook(g -> keep(g));"
              + " (v * (x * i)).sum().backward(); v.grad = None",
          "let v = x.clone().requires_grad_();"
              + " v.register_post_accumulate_grad_hook(p -> keep(p.grad));"
              + " (v * (x * i)).sum().backward(); v.grad = None",
          "let v = x.clone().requires_grad_(); let g = x * i; (v * 1).backward(g);"
              + " v.grad = None; keep(g)",
          "let v = x.clone().requires_grad_(); let g = x * i; v.backward(g); v.grad = None;"
              + " keep(g)",
          "let v = x.clone().requires_grad_(); let h = v * 1; h.retain_grad();"
              + " h.backward(x * i); v.grad = None; keep(h.grad)",
          "let v = x.clone().requires_grad_(); let u = x.clone().requires_grad_();"
              + " (v + u).backward(x * i); v.grad = None; keep(u.grad)",
          "let v = x.clone().requires_grad_(); (v.t() * 1).backward((x * i).t());"
              + " let g = v.grad; v.grad = None; keep(g)",
          "let v = x.clone().requires_grad_(); let s = (v * (x * i)).sum();"
              + " s.backward(retain_graph=True); v.grad = None; churn(); s.backward();"
              + " keep(v.grad)",
          "let v = x.clone().requires_grad_(); Keeps(v).backward(x * i); v.grad = None");

  private static String run(String... parts) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).seed(7).build()) {
      for (String part : parts) {
        grad.eval(part);
      }
    }
    return out.toString();
  }

  static List<String> waysOut() {
    return WAYS_OUT;
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void whatGetsOutStays(String body) {
    assertStays(body);
  }

  /** Holds what a loop's body, once a round, leaves in the list to what it was there. */
  static void assertStays(String body) {
    String program =
        BEGIN
            + "module Box(t) { self.t = t }\n"
            + "fn keeping(ctx, g) { kept.append(g); g }\n"
            + "let Keeps = autograd.function(forward=(ctx, x) -> x * 1, backward=keeping)\n"
            + "fn doubling(ctx, g) { kept.append(g); g * 2 }\n"
            + "let Doubles = autograd.function(forward=(ctx, x) -> x * 2, backward=doubling)\n"
            + "fn run() { for i in range(1, 6) { "
            + body
            + "; churn() } }\n"
            + "run()\n"
            + "churn()\n"
            + "print([(kept[i - 1] - x * i).abs().max().item() < 1e-6 for i in range(1, 6)])\n";
    assertEquals("[True, True, True, True, True]\n", run(program));
  }

  @Test
  void resultsOfFunctionsStay() {
    assertEquals(
        "True True True True\n",
        run(
            BEGIN,
            """
            fn last() { let y = None; for i in range(4) { y = x * i }; y }
            fn early() { let y = None; for i in range(4) { y = x * i; if i == 2 { return y } } }
            fn both() { let y = x * 1; let z = y * 2; y = z * 2; [y, z] }
            fn tail() { let y = x * 1; y = y * 2; tanh(y) }
            let (a, b, c, d) = (last(), early(), both(), tail())
            churn()
            print(same(a, x * 3), same(b, x * 2), same(c[0], c[1] * 2), same(d, tanh(x * 2)))
            """));
  }

  @Test
  void whatHooksAndGraphsKeepStays() {
    assertEquals(
        "True True\n",
        run(
            BEGIN,
            """
            fn step() {
                let total = 0
                for i in range(4) {
                    let y = (w * i).detach()
                    let h = tanh(w * y)
                    h.register_hook(g -> kept.append(g))
                    total = total + (h * y).sum()
                }
                churn()
                total.backward()
            }
            step()
            let g = w.grad
            w.grad = None
            for i in range(4) { (tanh(w * (w.detach() * i)) * (w.detach() * i)).sum().backward() }
            churn()
            print((g - w.grad).abs().max().item() < 1e-4, same(kept[3], w.detach() * 0))
            """));
  }

  @Test
  void hostsKeepWhatTheyWereGiven() {
    List<Value> given = new ArrayList<>();
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).seed(7).build()) {
      grad.eval(BEGIN);
      grad.eval("fn make(i) { let y = x * i; y = y * 2; y }");
      for (int i = 1; i < 5; i++) {
        given.add(grad.eval("make(" + i + ")"));
        grad.eval("churn()");
      }
      for (int i = 1; i < 5; i++) {
        float first = given.get(i - 1).asTensor().toFloatArray()[7];
        float x = grad.eval("x").asTensor().toFloatArray()[7];
        assertEquals(x * i * 2, first);
      }
    }
  }

  /** Loops whose results nobody keeps take the arrays of the round before the last. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "y = exp(z)",
        "y = z.tanh()",
        "y = z * z + z * 0.5",
        "y = -z",
        "y = softmax(z, dim=1)",
        "y = layer_norm(z, [512])",
        "y = exp(z); let u = y + 1; y = u * y",
      })
  void loopsReuseWhatTheyMade(String body) {
    assertReused(45, body);
  }

  /** As do results that only the operation around them saw, and what graphs had saved. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y = exp(z) @ exp(z) | 140",
        "y = softmax(z.exp(), dim=1) | 95",
        "z.exp().sum() | 48",
        "(z.exp() @ z).sum() | 95",
        "autograd.grad(tanh(v), [v], z)[0] | 48",
        "y = autograd.grad(tanh(v), [v], z)[0] | 95",
        "y = autograd.grad(v * v2 + v * 0.5 - tanh(v2), [v, v2], z)[1] | 190",
        "y = autograd.grad(softmax(v * 2, dim=1), [v], z)[0] | 145",
        "let h = tanh(v); y = autograd.grad(tanh(h), [v], z)[0] | 140",
        "(v * z).sum().backward(); v.grad = None | 95",
      })
  void loopsReuseWhatNobodyHolds(String body, long least) {
    assertReused(least, body);
  }

  /** Holds how many results of 50 rounds take an array that was given back. */
  static void assertReused(long least, String body) {
    try (Grad grad = Grad.builder().out(new StringWriter()).build()) {
      grad.eval("set_num_threads(1); let z = rand(512, 512)");
      grad.eval("let v = rand(512, 512, requires_grad=True); let v2 = v.detach().requires_grad_()");
      grad.eval("fn run(n) { let y = None; for i in range(n) { " + body + " }; y }");
      grad.eval("run(50)");
      long reused = grad.context().recycling().reused();
      assertTrue(reused >= least, reused + " in 50 rounds");
    }
  }

  /**
   * Random programs give the same on tensors that can be owned as on small ones, which cannot: the
   * large one repeats the small one, and all that happens is element by element.
   */
  @Test
  void randomProgramsDoNotSeeIt() {
    for (long seed = 0; seed < 40; seed++) {
      String function = new Writer(new Random(seed)).function();
      String program =
          """
          manual_seed(3)
          let small = rand(8, 8)
          let large = small.repeat(32, 32)
          let kept = []
          fn keep(t) { kept.append(t); t }
          fn look(t) { (t * 2).sum(); t * 1.5 }
          fn pair(t) { [t, t * 2] }
          """
              + function
              + """
              let few = run(small)
              kept = []
              let many = run(large)
              print(all([a.equal(b[8:16, 248:]) for (a, b) in zip(few, many)]), len(few) > 3)
              """;
      assertEquals("True True\n", run(program), program);
    }
  }

  /**
   * What is done with h, tanh of a leaf v that requires a gradient, and with z that is made of h.
   */
  private static final List<String> WAYS_BACK =
      List.of(
          "z.sum().backward(); kept.append(v.grad)",
          "z.sum().backward(retain_graph=True); z2.sum().backward(); kept.append(v.grad)",
          "h.retain_grad(); z.sum().backward(); kept.extend([h.grad, v.grad])",
          "h.register_hook(g -> kept.append(g)); z.sum().backward()",
          "h.register_hook(g -> g * 2); z.sum().backward(); kept.append(v.grad)",
          "z.grad_fn.register_hook((i, o) -> kept.extend([i[0], o[0]])); z.sum().backward()",
          "z.grad_fn.register_prehook(o -> kept.append(o[0])); z.sum().backward()",
          "v.register_post_accumulate_grad_hook(p -> kept.append(p.grad)); z.sum().backward()",
          "kept.extend(autograd.grad(z.sum(), [h, v]))",
          "kept.extend(autograd.grad([z, z2], [v, h, z], [t, t]))",
          "let g = t * 2; z.backward(g); kept.extend([g, v.grad])",
          "let g = t * 2; h.backward(g, retain_graph=True); h.backward(g); kept.append(v.grad)",
          "let g = autograd.grad(z.sum(), [v], create_graph=True)[0]; kept.append(g);"
              + " kept.append(autograd.grad(g.sum(), [v])[0])",
          "let q = Keeps(h) * t; q.sum().backward(); kept.append(v.grad)",
          "let q = relu(h.view(-1).view(t.shape) * 1.5) + h; q.sum().backward();"
              + " kept.append(v.grad)",
          "let q = (h + h) - h * 1; q.backward(t); kept.append(v.grad)",
          "let q = (h.t() * 2).t().exp(); q.backward(t); kept.append(v.grad)",
          "let q = cat([h, h * 2]).chunk(2)[1]; q.backward(t); kept.append(v.grad)",
          "let q = where(h > 0.3, h * h, -h); q.backward(t); kept.append(v.grad)",
          "let q = h * 1; q.mul_(2); (q * t).backward(t); kept.append(v.grad)",
          "kept.append(autograd.grad(tanh(h) * exp(t) - h, [v], t * 2)[0])",
          "let q = tanh(tanh(v) * t); let a = autograd.grad(q, [v], t, retain_graph=True)[0];"
              + " kept.extend([a, autograd.grad(q, [v], t * 3)[0]])",
          "let a = autograd.grad(tanh(h) * h, [v], t, create_graph=True)[0];"
              + " kept.append(autograd.grad(tanh(a) * a, [v], t)[0])",
          "let a = autograd.grad(tanh(h), [v], t, create_graph=True, retain_graph=False)[0];"
              + " h = t * 9; kept.append(a.detach())",
          "let (a, b) = autograd.grad(z, [v, h], t); kept.extend([a, b])",
          "let q = autograd.checkpoint(u -> tanh(u) * exp(u), v); q.sum().backward();"
              + " kept.append(v.grad)",
          "let q = Keeps(tanh(h) * 2) * tanh(h); q.sum().backward(); kept.append(v.grad)",
          "h = tanh(h); h = tanh(h) * h; h.backward(t); kept.append(v.grad)",
          "let q = exp(h); let n = q.grad_fn; q = t; kept.append(n._saved_result); z.backward(t)",
          "let q = softmax(exp(tanh(v)) - 1, dim=1).log(); kept.append(t * 1); q.backward(t)");

  static List<String> waysBack() {
    return WAYS_BACK;
  }

  /** Gradients are what they are on small tensors, and stay so, whoever keeps them. */
  @ParameterizedTest
  @MethodSource("waysBack")
  void whatPassesGiveStays(String body) {
    String program =
        """
        manual_seed(3)
        let small = rand(8, 8)
        let large = small.repeat(32, 32)
        let kept = []
        fn keeping(ctx, g) { kept.append(g); g }
        let Keeps = autograd.function(forward=(ctx, x) -> x * 1, backward=keeping)
        fn run(t) {
          for i in range(4) {
            let v = (t * (i + 1)).requires_grad_()
            let h = tanh(v)
            let z = (h * 2 - h * t).sigmoid()
            let z2 = relu(h * 3 + h)
            BODY
          }
          let junk = tanh(t) * 3
          for i in range(8) { junk = tanh(junk) * 3 }
          kept
        }
        let few = run(small)
        kept = []
        let many = run(large)
        print(all([a.equal(b[8:16, 248:]) for (a, b) in zip(few, many)]), len(few) > 3)
        """
            .replace("BODY", body);
    assertEquals("True True\n", run(program));
  }

  /** Writes a function of a tensor that gives a list of what it kept in various ways. */
  private static final class Writer {
    private static final String[] NAMES = {"a", "b", "c", "d"};

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int count;

    Writer(Random random) {
      this.random = random;
    }

    String function() {
      text.append("fn run(t) {\n  let a = t * 1; let b = a + 1; let c = t; let d = [t * 2][0]\n");
      text.append("  let v = (t * 1).requires_grad_(); let v2 = (t * 2).requires_grad_()\n");
      text.append("  let fns = []\n  for i in range(5) {\n");
      for (int i = 0; i < 14; i++) {
        text.append("    ").append(statement()).append('\n');
      }
      text.append("  }\n  for f in fns { kept.append(f()) }\n");
      text.append("  kept + [a, b, c, d]\n}\n");
      return text.toString();
    }

    private String statement() {
      return switch (random.nextInt(18)) {
        case 0 -> "kept.append(" + name() + ")";
        case 1 -> "keep(" + expression(2) + ")";
        case 2 -> name() + " = keep(" + name() + ")";
        case 3 -> name() + " = " + name() + ".contiguous()";
        case 4 -> name() + " = " + name();
        case 5 -> name() + " = look(" + name() + ")";
        case 6 -> "let u%1$d = %2$s; fns.append(() -> u%1$d)".formatted(count++, expression(1));
        case 7 -> name() + " = " + name() + ".view(-1).view(t.shape)";
        case 8 -> "if i % 2 == 0 { " + name() + " = " + expression(1) + " }";
        case 9 -> name() + " = clamp(" + name() + ", -2, 2)";
        case 10 ->
            "%s = autograd.grad(tanh(v * %s) - sigmoid(%s * v), [v], tanh(%s))[0]"
                .formatted(name(), name(), expression(2), name());
        case 11 ->
            "if True { let (p, q) = autograd.grad(v * %s - tanh(v2), [v, v2], %s); %s = p; keep(q) }"
                .formatted(expression(1), expression(1), name());
        default -> name() + " = " + expression(1 + random.nextInt(3));
      };
    }

    private String expression(int depth) {
      if (depth == 0) {
        return name();
      }
      return switch (random.nextInt(10)) {
        case 0 -> "tanh(" + expression(depth - 1) + ")";
        case 1 -> "(" + expression(depth - 1) + ").sigmoid()";
        case 2 -> "-(" + expression(depth - 1) + ")";
        case 3 -> "(" + expression(depth - 1) + " * 0.5)";
        case 4 -> "relu(" + expression(depth - 1) + ")";
        case 5 -> "(" + expression(depth - 1) + ").contiguous()";
        case 6 -> "pair(" + expression(depth - 1) + ")[" + random.nextInt(2) + "]";
        case 7 -> "keep(" + expression(depth - 1) + ").float()";
        default -> "(" + expression(depth - 1) + " - " + expression(random.nextInt(depth)) + ")";
      };
    }

    private String name() {
      return NAMES[random.nextInt(NAMES.length)];
    }
  }
}
