package org.gradlang.reliability.soak;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.Script;

/**
 * A program that tenants run in turn. It is compiled once, and shared by all engines and threads.
 *
 * @param name what it is about
 */
record Episode(String name, Script script) {
  /** What programs can import. */
  static final Map<String, String> FILES =
      Map.of(
          "bank.grad",
          """
          let balance = 0
          fn pay(n) { balance += n; balance }
          """,
          "nested.grad",
          """
          import "bank.grad" as bank
          fn pay_twice(n) { bank.pay(n); bank.pay(n) }
          """);

  private static final String TRAINING =
      """
      let net = nn.Sequential(nn.Linear(3, 8), nn.Tanh(), nn.Dropout(0.1), nn.Linear(8, 1))
      let optimizer = optim.Adam(net.parameters(), lr=0.05)
      let x = randn(32, 3)
      let y = x.sum(1, keepdim=True).sin()
      for step in range(15) {
          optimizer.zero_grad()
          let loss = F.mse_loss(net(x), y)
          loss.backward()
          optimizer.step()
          if step % 7 == 0 { print(me, step, loss.item()) }
      }
      [p.sum().item() for p in net.parameters()]
      """;

  private static final String HOOKS =
      """
      let x = randn(4, requires_grad=True)
      let seen = []
      let y = (x * me).tanh()
      y.register_hook(g -> { seen.append(g.sum().item()); g * 2 })
      let handle = x.register_hook(g -> { seen.append(len(seen)) })
      y.sum().backward(retain_graph=True)
      handle.remove()
      y.prod().backward()
      print(seen, x.grad, y.grad_fn.name())
      """;

  private static final String EXCEPTIONS =
      """
      fn inner(n) { if n == 0 { raise ValueError(f"of {me}") } else { inner(n - 1) } }
      let kinds = []
      for f in [() -> inner(3), () -> 1 / 0, () -> [1][me + 5], () -> ones(2) @ ones(3), () -> {}["no"]] {
          try { f() } catch e { kinds.append((e.kind, e.message)) } finally { kinds.append(me) }
      }
      let w = ones(2, requires_grad=True)
      let z = w * 2
      z.register_hook(g -> { raise KeyError("in a hook") })
      try { z.sum().backward() } catch e { kinds.append(e.message) }
      try { no_grad { inference_mode { raise TypeError("out of modes") } } } catch e { }
      print(kinds, is_grad_enabled())
      no_grad { inner(2) }
      """;

  private static final String STEPS =
      """
      let count = 0
      try { no_grad { while True { count += 1 } } } catch e { print("never") } finally { print("never") }
      """;

  private static final String DEPTH =
      """
      fn down(n) { enable_grad { down(n + 1) } }
      no_grad { down(me) }
      """;

  private static final String MEMORY =
      """
      fn fill() {
          let kept = []
          while True { kept.append(ones(100, 1000)) }
      }
      fill()
      """;

  private static final String TEXTS =
      """
      fn double(s) {
          while True { s = s + s }
      }
      double("x")
      """;

  private static final String GRAPH =
      """
      fn grow(x) {
          while True { x = x * 1.0001 }
      }
      grow(ones(1, requires_grad=True))
      """;

  private static final String OUTPUT =
      """
      for i in range(1000) { print(me, "x" * 100) }
      """;

  private static final String IMPORTS =
      """
      import "bank.grad" as bank
      import "nested.grad" as nested
      import torch.nn.functional as FF
      print(bank.pay(me), nested.pay_twice(round), bank.balance, FF.relu(tensor([-1.0, me])))
      """;

  private static final String HOST =
      """
      let x = tensor([1.0, 2.0, me], requires_grad=True)
      cube(x).sum().backward()
      print(x.grad, counter.add(me), twice(v -> v * 3 + me, round), twice(v -> counter.add(v), 1))
      try { counter.fail("broken") } catch e { print(e.kind, e.message) }
      twice(v -> { raise ValueError("through the host") }, 1)
      """;

  private static final String FROZEN =
      """
      let served = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
      served.load_state_dict(trained)
      served.eval()
      let probe = tensor([[0.5, -0.5], [1.0, 2.0]])
      print(no_grad { served(probe) })
      no_grad { for p in served.parameters() { p.add_(me) } }
      print(no_grad { served(probe) }, trained.keys())
      """;

  private static final String COMPILED =
      """
      fn mix(a, b) { if a % 3 == 0 { a * b } else { a + b } }
      let total = 0
      for i in range(2500) { total = mix(total % 1000, i) + me }
      let table = {}
      for i in range(2000) { table[i % 17] = table.get(i % 17, 0) + i }
      fn fib(n) { if n < 2 { n } else { fib(n - 1) + fib(n - 2) } }
      print(total, table, fib(16))
      """;

  private static final String MODES =
      """
      import warnings
      warnings.warn(f"round {round} of {me}")
      set_default_dtype(float64)
      let a = rand(3)
      set_default_dtype(float32)
      set_printoptions(precision=2)
      print(a, randperm(5), randint(0, 100, [3]))
      set_printoptions(precision=4)
      let large = rand(300, 300)
      print((large @ large).sum().item(), large.std().item(), large.sort()[0][0, :3])
      """;

  /** What is asked after each: that nothing is left of it, and nothing came from elsewhere. */
  static final Script STATE =
      compile("state", "(me, round, is_grad_enabled(), get_default_dtype(), rand(1).item())");

  static final List<Episode> ALL =
      Stream.of(
              Map.entry("training", TRAINING),
              Map.entry("hooks", HOOKS),
              Map.entry("exceptions", EXCEPTIONS),
              Map.entry("steps", STEPS),
              Map.entry("depth", DEPTH),
              Map.entry("memory", MEMORY),
              Map.entry("texts", TEXTS),
              Map.entry("graph", GRAPH),
              Map.entry("output", OUTPUT),
              Map.entry("imports", IMPORTS),
              Map.entry("host", HOST),
              Map.entry("frozen", FROZEN),
              Map.entry("compiled", COMPILED),
              Map.entry("modes", MODES))
          .map(entry -> new Episode(entry.getKey(), compile(entry.getKey(), entry.getValue())))
          .toList();

  private static Script compile(String name, String text) {
    try (Grad grad = Tenant.model()) {
      return grad.compile(name, text);
    }
  }
}
