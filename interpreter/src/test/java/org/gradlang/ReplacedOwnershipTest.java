package org.gradlang;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same as {@link OwnershipTest} where a variable gets what is no operation's value. */
class ReplacedOwnershipTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "let y = x * i; let z = y; y = None; kept.append(z)",
        "let y = x * i; let z = y.contiguous(); y = None; kept.append(z)",
        "let y = x * i; let z = y.view(-1); y = 0; kept.append(z.view(256, 256))",
        "let y = x * i; y = [y]; kept.append(y[0])",
        "let y = x * i; y = hold(y); kept.append(y)",
        "let y = x * i; y = y; kept.append(y)",
        "let y = x * i; y = if i > 0 { y } else { x }; kept.append(y)",
        "let y = x * i; let z = y + (if True { y = None; x * 0 } else { y }); kept.append(z)",
        "let v = x.clone().requires_grad_(); let h = v * i; let s = h * 1; h = None;"
            + " keep(s.detach())",
        "let v = x.clone().requires_grad_(); let h = v * i; let s = h * h; h = None; churn();"
            + " s.sum().backward(); keep(v.grad / (2 * i))",
      })
  void whatGetsOutStays(String body) {
    OwnershipTest.assertStays(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "let h = z * 2; h = None",
        "let h = z * 2; h = 1",
        "let h = tanh(v); let s = h.sum(); h = None; s.backward(); v.grad = None",
      })
  void loopsReuseWhatWasReplaced(String body) {
    OwnershipTest.assertReused(48, body);
  }
}
