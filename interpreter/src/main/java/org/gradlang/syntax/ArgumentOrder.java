package org.gradlang.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that the arguments of a call stand in an order that has a meaning. */
final class ArgumentOrder {
  private ArgumentOrder() {}

  static void check(List<Argument> arguments, SyntaxErrors errors) {
    Set<String> names = new HashSet<>();
    boolean named = false;
    for (Argument argument : arguments) {
      switch (argument) {
        case Argument.Positional p -> {
          if (named) {
            errors.add(p.span(), "a positional argument cannot follow one with a name");
          }
        }
        case Argument.Spread s -> {}
        case Argument.Keyword k -> {
          named = true;
          if (!names.add(k.name())) {
            errors.add(k.nameSpan(), "the argument `" + k.name() + "` is given twice");
          }
        }
        case Argument.NamedSpread n -> named = true;
      }
    }
  }
}
