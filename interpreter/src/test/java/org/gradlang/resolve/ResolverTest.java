package org.gradlang.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Target;
import org.junit.jupiter.api.Test;

final class ResolverTest {
  private static final Set<String> GLOBALS = Set.of("print", "zeros", "sum");

  private static Checked check(String text) {
    return Checked.check(Source.of("case.grad", text), Known.file(GLOBALS));
  }

  private static Checked right(String text) {
    Checked checked = check(text);
    assertEquals(List.of(), checked.diagnostics().stream().map(Diagnostic::summary).toList());
    return checked;
  }

  private static Statement.Function function(Checked checked, int index) {
    return (Statement.Function) checked.program().statements().get(index);
  }

  private static <T> T inside(Statement.Function function, int index, Class<T> type) {
    return type.cast(function.body().statements().get(index));
  }

  private static Place last(Checked checked, Statement.Function function) {
    var evaluate = (Statement.Evaluate) function.body().statements().getLast();
    return checked.resolution().place(evaluate.expression());
  }

  @Test
  void variablesOfAFunctionHaveSlots() {
    Checked checked = right("fn f(a, b) { let c = a; c }");
    Statement.Function f = function(checked, 0);
    FunctionLayout layout = checked.resolution().layout(f);
    assertEquals(List.of(new Place.Local(0), new Place.Local(1)), layout.parameters());
    assertEquals(3, layout.frameSize());
    assertEquals(List.of(), layout.captures());
    assertEquals(new Place.Local(2), last(checked, f));
    assertEquals(
        new Place.Local(2), checked.resolution().place(inside(f, 0, Statement.Let.class).target()));
  }

  @Test
  void blocksShareSlotsBehindOneAnother() {
    Checked checked = right("fn f(a) { if a { let b = 1; b }; if a { let c = 1; c } }");
    assertEquals(2, checked.resolution().layout(function(checked, 0)).frameSize());
  }

  @Test
  void topLevelVariablesBelongToTheFile() {
    Checked checked = right("let a = 1\nfn f() { a }\nlet b = 2");
    Resolution resolution = checked.resolution();
    assertEquals(List.of("a", "f", "b"), resolution.fileVariables());
    assertEquals(new Place.FileVariable(0), last(checked, function(checked, 1)));
    assertEquals(new Place.FileVariable(1), resolution.place(function(checked, 1)));
    assertEquals(0, resolution.layout(checked.program()).frameSize());
  }

  @Test
  void closuresTakeCellsAlong() {
    Checked checked = right("fn f(a, b) { fn g() { fn h() { b }; h }; g }");
    Resolution resolution = checked.resolution();
    Statement.Function f = function(checked, 0);
    Statement.Function g = inside(f, 0, Statement.Function.class);
    Statement.Function h = inside(g, 0, Statement.Function.class);
    assertEquals(
        List.of(new Place.Local(0), new Place.LocalCell(1)), resolution.layout(f).parameters());
    assertEquals(List.of(1), resolution.freshCells(f));
    assertEquals(List.of(new Place.LocalCell(1)), resolution.layout(g).captures());
    assertEquals(List.of(new Place.Captured(0)), resolution.layout(h).captures());
    assertEquals(new Place.Captured(0), last(checked, h));
  }

  @Test
  void eachRoundOfALoopHasItsOwnCells() {
    Checked checked = right("fn f(xs, g) { for x, y in xs { let z = x; g(() -> x + z + xs) } }");
    Resolution resolution = checked.resolution();
    Statement.Function f = function(checked, 0);
    Statement.For loop = inside(f, 0, Statement.For.class);
    assertEquals(List.of(0), resolution.freshCells(f));
    assertEquals(List.of(2), resolution.freshCells(loop));
    assertEquals(List.of(4), resolution.freshCells(loop.body()));
    Target.Tuple targets = (Target.Tuple) loop.target();
    assertEquals(new Place.LocalCell(2), resolution.place(targets.elements().get(0)));
    assertEquals(new Place.Local(3), resolution.place(targets.elements().get(1)));
  }

  @Test
  void anInitializerSeesTheOuterVariable() {
    Checked checked = right("fn f(x) { let x = x; if x { let x = x } }");
    Statement.Let let = inside(function(checked, 0), 0, Statement.Let.class);
    assertEquals(new Place.Local(0), checked.resolution().place(let.value()));
    assertEquals(new Place.Local(1), checked.resolution().place(let.target()));
  }

  @Test
  void aUseBeforeTheLetMeansTheOuterNameOrNothing() {
    Checked checked = right("fn f() { sum; x; let sum = 1; let x = 2 }");
    Statement.Function f = function(checked, 0);
    Expression sum = inside(f, 0, Statement.Evaluate.class).expression();
    Expression x = inside(f, 1, Statement.Evaluate.class).expression();
    assertEquals(new Place.Global("sum"), checked.resolution().place(sum));
    assertTrue(checked.resolution().place(x) instanceof Place.Early);
  }

  @Test
  void functionsSeeWhatStandsLater() {
    Checked checked = right("fn f() { let g = () -> { x + h() }; let x = 1; fn h() { g } }");
    Statement.Function f = function(checked, 0);
    assertEquals(List.of(0, 1, 2), checked.resolution().freshCells(f.body()));
  }

  @Test
  void aFunctionSeesItsOwnName() {
    right("let loop = n -> loop(n - 1)\nfn f() { let g = x -> g(x); g }");
  }

  @Test
  void modulesHaveSelfAndMethodsSeeTheirBody() {
    Checked checked =
        right(
            "module M(n) {\n let k = n\n self.a = k\n fn m(x) { self; helper(n, k, x) }\n"
                + " fn helper(a, b, c) { a } }");
    Resolution resolution = checked.resolution();
    Statement.Module module = (Statement.Module) checked.program().statements().get(0);
    FunctionLayout layout = resolution.layout(module);
    assertEquals(Optional.of(new Place.LocalCell(1)), layout.self());
    assertEquals(List.of(new Place.LocalCell(0)), layout.parameters());
    assertEquals(List.of(0, 1), resolution.freshCells(module));
  }

  @Test
  void comprehensionsHaveScopesOfTheirOwn() {
    right("let x = 1\nlet ys = [x + y for x in [x] for y in [x] if y]\nprint(x)");
    assertEquals(1, check("[y for x in [y] for y in [x]]").diagnostics().size());
    assertEquals(1, check("[x for x in [1]]\nx").diagnostics().size());
  }

  @Test
  void defaultsBelongToTheCodeAround() {
    assertEquals(
        List.of("line 1:11: `a` is not declared"),
        check("fn f(a, b=a) { }").diagnostics().stream().map(Diagnostic::summary).toList());
  }

  @Test
  void aSessionDeclaresAgain() {
    Known known = Known.session(GLOBALS, List.of("a", "b"));
    Checked checked = Checked.check(Source.of("input", "let b = b; let c = a; let c = b"), known);
    assertEquals(List.of(), checked.diagnostics());
    assertEquals(List.of("a", "b", "c"), checked.resolution().fileVariables());
    Statement.Let let = (Statement.Let) checked.program().statements().get(0);
    assertEquals(new Place.FileVariable(1), checked.resolution().place(let.target()));
  }

  @Test
  void aProgramDeclaresWhatItsHostSetOnce() {
    Known known = new Known(GLOBALS, List.of("a"), false);
    Source source = Source.of("case.grad", "let a = a\nlet a = 2");
    List<Diagnostic> errors = Checked.check(source, known).diagnostics();
    assertEquals(
        List.of("line 2:5: `a` is declared twice in one block"),
        errors.stream().map(Diagnostic::summary).toList());
  }

  @Test
  void aLibraryIsImportedAgain() {
    right("import torch\nimport torch.nn\nimport torch.nn as nn\nimport torch.nn as nn");
  }

  @Test
  void suggestsTheNearestName() {
    assertEquals(List.of("did you mean `zeros`?"), help("zeroes(3)"));
    assertEquals(
        List.of("did you mean `learning_rate`?"), help("let learning_rate = 1\nlearnig_rate"));
    assertEquals(List.of("did you mean `total`?"), help("let total = 1\nTotal"));
    assertEquals(List.of("did you mean `print`?"), help("pirnt(1)"));
    assertEquals(List.of(), help("something_else"));
  }

  private static List<String> help(String text) {
    return check(text).diagnostics().getFirst().help();
  }

  @Test
  void namesInUnreadableStatementsAreNotReported() {
    List<Diagnostic> errors =
        check("let a = 1 1\nfn f(a { let b = 1 }\nprint(a, b, f)\n").diagnostics();
    assertEquals(
        List.of(1, 2), errors.stream().map(d -> d.source().lineOf(d.span().start())).toList());
  }
}
