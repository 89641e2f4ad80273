package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;

/** What a block consists of. One record for each form of LANGUAGE.md section 4. */
public sealed interface Statement extends Syntax {

  /** An expression as a statement; as a block's last one it is the block's value. */
  record Evaluate(Span span, Expression expression, boolean silenced) implements Statement {}

  /** {@code let target = value}. */
  record Let(Span span, Target target, Expression value) implements Statement {}

  /** {@code target = value}: updates what exists. */
  record Assign(Span span, Target target, Expression value) implements Statement {}

  /** {@code target += value} and the like; the target is no tuple. */
  record AugmentedAssign(Span span, BinaryOperator operator, Target target, Expression value)
      implements Statement {}

  /** {@code documentation} is the text of the {@code ##} lines above, without their marks. */
  record Function(
      Span span,
      String name,
      Span nameSpan,
      List<Parameter> parameters,
      Block body,
      Optional<String> documentation)
      implements Statement {}

  record Module(
      Span span,
      String name,
      Span nameSpan,
      List<Parameter> parameters,
      Block body,
      Optional<String> documentation)
      implements Statement {}

  record Return(Span span, Optional<Expression> value) implements Statement {}

  record While(Span span, Expression condition, Block body) implements Statement {}

  record For(Span span, Target target, Expression iterable, Block body) implements Statement {}

  record Break(Span span) implements Statement {}

  record Continue(Span span) implements Statement {}

  /** At least one of {@code handler} and {@code cleanup} is there. */
  record Try(Span span, Block body, Optional<Catch> handler, Optional<Block> cleanup)
      implements Statement {
    /** {@code catch e { }}; without a name, {@code catch { }}. */
    public record Catch(Optional<Target.Variable> variable, Block body) {}
  }

  /** {@code raise e}; without a value it raises again what is being caught. */
  record Raise(Span span, Optional<Expression> value) implements Statement {}

  record Assert(Span span, Expression condition, Optional<Expression> message)
      implements Statement {}

  /** {@code import "x.grad" as x}. */
  record ImportFile(Span span, String path, Span pathSpan, String alias, Span aliasSpan)
      implements Statement {}

  /** {@code import torch}, {@code import torch.nn as nn}: path {@code [torch, nn]}. */
  record ImportLibrary(Span span, List<String> path, String alias, Span aliasSpan)
      implements Statement {}
}
