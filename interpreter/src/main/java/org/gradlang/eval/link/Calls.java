package org.gradlang.eval.link;

import java.util.List;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.call.ArgumentList;
import org.gradlang.eval.call.Call;
import org.gradlang.eval.call.FullCall;
import org.gradlang.eval.call.KeywordCall;
import org.gradlang.eval.call.MethodCall;
import org.gradlang.eval.call.Pipe;
import org.gradlang.eval.expression.Member;
import org.gradlang.syntax.Argument;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Span;

/** Links calls, each to the node that knows its shape. */
final class Calls {
  private final Linker linker;

  Calls(Linker linker) {
    this.linker = linker;
  }

  Node link(Expression.Call call) {
    Location location = linker.at(place(call));
    String called = linker.text(call.callee().span(), "this");
    if (call.piped()) {
      return pipe(location, called, call);
    }
    Node callee = linker.expressions().link(call.callee());
    List<Argument> arguments = call.arguments();
    if (!isPlain(arguments)) {
      return new FullCall(location, called, callee, list(arguments));
    }
    Lives lives = linker.lives();
    Node[] values =
        arguments.stream()
            .map(argument -> linker.expressions().operand(argument.value()))
            .toArray(Node[]::new);
    String[] keywords = keywords(arguments);
    if (callee instanceof Member member) {
      Expressions.becomeTemporary(member.target());
      MethodCall node = new MethodCall(location, called, member, values, keywords);
      return lives.lendingTarget(lives.lending(node, values), member.target());
    }
    if (keywords.length > 0) {
      return lives.lending(new KeywordCall(location, called, callee, values, keywords), values);
    }
    return lives.lending(new Call(location, called, callee, values), values);
  }

  /** Whether there are positional arguments, then keywords, and no spreads. */
  private static boolean isPlain(List<Argument> arguments) {
    boolean named = false;
    for (Argument argument : arguments) {
      switch (argument) {
        case Argument.Positional _ -> {
          if (named) {
            return false;
          }
        }
        case Argument.Keyword _ -> named = true;
        case Argument.Spread _, Argument.NamedSpread _ -> {
          return false;
        }
      }
    }
    return true;
  }

  private static String[] keywords(List<Argument> arguments) {
    return arguments.stream()
        .filter(Argument.Keyword.class::isInstance)
        .map(argument -> ((Argument.Keyword) argument).name())
        .toArray(String[]::new);
  }

  private Node pipe(Location location, String called, Expression.Call call) {
    List<Argument> arguments = call.arguments();
    return new Pipe(
        location,
        called,
        linker.expressions().link(arguments.get(0).value()),
        linker.expressions().link(call.callee()),
        list(arguments.subList(1, arguments.size())));
  }

  /** Chains over several lines: the line on which this call is written. */
  private Span place(Expression.Call call) {
    if (call.callee() instanceof Expression.Attribute attribute) {
      return linker.from(call.span(), attribute.nameSpan());
    }
    return call.piped() ? linker.from(call.span(), call.callee().span()) : call.span();
  }

  private ArgumentList list(List<Argument> arguments) {
    return new ArgumentList(arguments.stream().map(this::item).toList());
  }

  private ArgumentList.Item item(Argument argument) {
    Node value = linker.expressions().link(argument.value());
    Location location = linker.at(argument.span());
    return switch (argument) {
      case Argument.Positional positional -> new ArgumentList.Positional(value);
      case Argument.Keyword keyword -> new ArgumentList.Keyword(keyword.name(), value);
      case Argument.Spread spread -> new ArgumentList.Spread(location, value);
      case Argument.NamedSpread spread -> new ArgumentList.NamedSpread(location, value);
    };
  }
}
