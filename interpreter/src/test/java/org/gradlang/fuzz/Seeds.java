package org.gradlang.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.Grad;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;

/** The calls that operations give as samples, with their arguments evaluated. */
final class Seeds {
  private static final String SPY = "spy";

  private Seeds() {}

  /** The samples of an operation; those of {@code add} are good for {@code add_} as well. */
  static List<RandomCall> of(Grad grad, Op op) {
    List<RandomCall> calls = new ArrayList<>();
    for (String sample : samples(op)) {
      String spied = spied(op, sample);
      if (spied != null) {
        Spy spy = new Spy();
        grad.set(SPY, spy);
        grad.eval(spied);
        calls.add(new RandomCall(op, spy.seen.values(), spy.seen.keywords(), !op.isFunction()));
      }
    }
    return calls;
  }

  private static List<String> samples(Op op) {
    if (!op.samples().isEmpty() || !op.name().endsWith("_")) {
      return op.samples();
    }
    Op plain = Operations.find(op.name().substring(0, op.name().length() - 1));
    return plain == null ? List.of() : plain.samples();
  }

  /** The sample with the spy in the operation's place, a receiver as its first argument. */
  private static @org.jspecify.annotations.Nullable String spied(Op op, String sample) {
    int end = sample.indexOf('(');
    if (op.isFunction() && !sample.contains(")." + op.name())) {
      return SPY + sample.substring(end);
    }
    int method = sample.lastIndexOf("." + op.name() + "(");
    if (method < 0) {
      return null; // an index, not a call
    }
    String rest = sample.substring(method + op.name().length() + 2);
    return SPY + "(" + sample.substring(0, method) + (rest.equals(")") ? "" : ", ") + rest;
  }

  private static final class Spy implements Callable {
    private Arguments seen = Arguments.NONE;

    @Override
    public Object call(Arguments arguments) {
      seen = arguments;
      return None.NONE;
    }

    @Override
    public String name() {
      return SPY;
    }
  }
}
