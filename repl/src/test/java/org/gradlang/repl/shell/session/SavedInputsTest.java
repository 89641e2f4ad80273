package org.gradlang.repl.shell.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gradlang.Script;
import org.junit.jupiter.api.Test;

/** What is saved is a program, whatever the session declared again. */
final class SavedInputsTest {
  private static String saved(Accepted... inputs) {
    String program = SavedInputs.program(List.of(inputs));
    assertEquals(List.of(), Script.check("saved.grad", program), program);
    return program;
  }

  private static Accepted done(String text) {
    return new Accepted(text, false);
  }

  @Test
  void declaringAgainIsAssigning() {
    assertEquals("let x = 1\nx = 2\n", saved(done("let x = 1"), done("let x = 2")));
    assertEquals(
        "let x = 1\nlet y = None\nx, y = 2, 3\n",
        saved(done("let x = 1"), done("let x, y = 2, 3")));
    assertEquals(
        "fn f(a) { a }\nf = fn(a) { a * 2 }\n",
        saved(done("fn f(a) { a }"), done("fn f(a) { a * 2 }")));
  }

  @Test
  void ofAModuleTheLastFormIsKept() {
    String program =
        saved(
            done("module Net(n) { self.n = n }"),
            done("let net = Net(1)"),
            done("module Net(n) { self.n = n * 2 }"));
    assertEquals("module Net(n) { self.n = n * 2 }\nlet net = Net(1)\n", program);
  }

  @Test
  void theLastValueIsAVariableWhereItIsUsed() {
    String program =
        saved(new Accepted("1 + 2", true), new Accepted("_ * 2", true), done("let y = _"));
    assertEquals("let _ = 1 + 2\n_ = _ * 2\nlet y = _\n", program);
    assertTrue(saved(new Accepted("1 + 2", true)).equals("1 + 2\n"));
  }

  @Test
  void importsMayBeRepeated() {
    saved(done("import torch"), done("import torch"));
    assertEquals(
        "import \"x.grad\" as g\nimport \"x.grad\" as g_again\ng = g_again\n",
        saved(done("import \"x.grad\" as g"), done("import \"x.grad\" as g")));
    assertEquals(
        "let math = 1\nimport math as math_again\nmath = math_again\nimport math as m\n",
        saved(done("let math = 1"), done("import math"), done("import math as m")));
  }

  @Test
  void bracketsOfWhatIsDeclaredAgainStay() {
    assertEquals(
        "let (a, [b, c]) = 1, [2, 3]\n(a, [b, c]) = 1, [2, 3]\n",
        saved(done("let (a, [b, c]) = 1, [2, 3]"), done("let (a, [b, c]) = 1, [2, 3]")));
  }
}
