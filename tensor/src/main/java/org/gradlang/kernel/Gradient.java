package org.gradlang.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Symbolic differentiation in reverse, from the result towards the inputs. */
final class Gradient {
  private final Map<Formula, Formula> cotangents = new HashMap<>();

  private Gradient() {}

  /** See {@link Formula#gradient}. */
  static Formula of(Formula formula, int index, int arity) {
    Gradient gradient = new Gradient();
    gradient.cotangents.put(formula, Formula.input(arity + 1));
    List<Formula> parts = Parts.of(formula);
    for (Formula part : parts.reversed()) {
      if (part instanceof Apply apply) {
        gradient.propagate(apply);
      }
    }
    Formula found = gradient.cotangents.get(Formula.input(index));
    return found == null ? Formula.constant(0) : withResult(found, formula, arity).simplified();
  }

  private void propagate(Apply apply) {
    Formula cotangent = cotangents.get(apply);
    if (cotangent == null) {
      return;
    }
    for (int i = 0; i < apply.arguments().size(); i++) {
      Formula argument = apply.argument(i);
      if (!(argument instanceof Constant)) {
        accumulate(argument, apply.primitive().gradient(i, apply.arguments(), apply, cotangent));
      }
    }
  }

  private void accumulate(Formula part, Formula cotangent) {
    if (!(cotangent instanceof Constant constant && constant.is(0))) {
      @Nullable Formula before = cotangents.get(part);
      cotangents.put(part, before == null ? cotangent : before.add(cotangent));
    }
  }

  /** Reads the result instead of computing it again. */
  private static Formula withResult(Formula gradient, Formula formula, int arity) {
    if (formula instanceof Formula.Input) {
      return gradient;
    }
    return Parts.rewrite(gradient, part -> part.equals(formula) ? Formula.input(arity) : part);
  }
}
