package org.gradlang.eval.link;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.eval.Node;
import org.gradlang.eval.function.Closure;
import org.gradlang.eval.function.FunctionCode;
import org.gradlang.eval.function.FunctionDeclaration;
import org.gradlang.eval.function.Lambda;
import org.gradlang.eval.function.Parameters;
import org.gradlang.module.ModuleBody;
import org.gradlang.module.ModuleDeclaration;
import org.gradlang.resolve.FunctionLayout;
import org.gradlang.resolve.Place;
import org.gradlang.syntax.Block;
import org.gradlang.syntax.Excerpt;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Parameter;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** Links functions, lambdas and modules. Bodies are linked when they are first called. */
final class Functions {
  private final Linker linker;

  Functions(Linker linker) {
    this.linker = linker;
  }

  Node lambda(Expression.Lambda lambda) {
    Span span = new Span(lambda.span().start(), lambda.body().span().start());
    Declared declared =
        new Declared(lambda, "<lambda>", span, lambda.parameters(), Optional.empty());
    return new Lambda(closure(declared, () -> body(lambda.body())));
  }

  Node function(Statement.Function function) {
    Declared declared =
        new Declared(
            function,
            function.name(),
            function.nameSpan(),
            function.parameters(),
            function.documentation());
    return new FunctionDeclaration(
        closure(declared, () -> body(function.body())),
        linker.targets().variable(function, function.name(), function.nameSpan()),
        linker.targets().read(function, function.name(), function.nameSpan()));
  }

  Node module(Statement.Module module) {
    Declared declared =
        new Declared(
            module, module.name(), module.nameSpan(), module.parameters(), module.documentation());
    Place self = linker.layout(module).self().orElseThrow();
    return new ModuleDeclaration(
        closure(declared, () -> moduleBody(module, self)),
        self,
        linker.targets().variable(module, module.name(), module.nameSpan()),
        linker.targets().read(module, module.name(), module.nameSpan()));
  }

  /** What functions, lambdas and modules have in common. */
  private record Declared(
      Syntax node,
      String name,
      Span span,
      List<Parameter> parameters,
      Optional<String> documentation) {}

  private Closure closure(Declared declared, Supplier<Node> body) {
    FunctionLayout layout = linker.layout(declared.node());
    FunctionCode code =
        new FunctionCode(
            linker.engine(),
            declared.name(),
            linker.site(declared.span()),
            new Excerpt(linker.site(declared.node().span())),
            declared.documentation(),
            new Parameters(
                declared.parameters(), layout.parameters(), texts(declared.parameters())),
            layout.frameSize(),
            body);
    return new Closure(code, layout.captures(), defaults(declared.parameters()));
  }

  private @Nullable Node[] defaults(List<Parameter> parameters) {
    @Nullable Node[] defaults = new @Nullable Node[parameters.size()];
    for (int i = 0; i < defaults.length; i++) {
      Optional<Expression> value = parameters.get(i).defaultValue();
      defaults[i] = value.isPresent() ? linker.expressions().link(value.get()) : null;
    }
    return defaults;
  }

  private String[] texts(List<Parameter> parameters) {
    return parameters.stream()
        .map(p -> p.defaultValue().map(value -> linker.text(value.span(), "...")).orElse(""))
        .toArray(String[]::new);
  }

  private Node body(Block block) {
    return linker.body(() -> linker.statements().functionBody(block));
  }

  private Node moduleBody(Statement.Module module, Place self) {
    return linker.body(() -> {
      List<Node> statements = linker.statements().all(module.body().statements());
      return new ModuleBody(self, linker.freshCells(module.body()), statements);
    });
  }
}
