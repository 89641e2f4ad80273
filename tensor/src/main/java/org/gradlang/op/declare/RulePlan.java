package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.autograd.Edge;
import org.gradlang.op.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@link Primitive} by places instead of names: which parameter each belongs to, and
 * which parameters and results it reads. Made once, since it is asked at every call.
 */
final class RulePlan {
  private final int[] parameters;
  private final boolean[][] readsParameter;
  private final boolean[][] readsResult;

  RulePlan(Signature signature, List<RuleNode.Reading> readings, List<String> results) {
    int rules = readings.size();
    List<String> names = results.isEmpty() ? List.of("result") : results;
    this.parameters = new int[rules];
    this.readsParameter = new boolean[rules][signature.size()];
    this.readsResult = new boolean[rules][names.size()];
    for (int rule = 0; rule < rules; rule++) {
      RuleNode.Reading reading = readings.get(rule);
      parameters[rule] = signature.require(reading.parameter());
      for (int i = 0; i < signature.size(); i++) {
        readsParameter[rule][i] = reading.reads(signature.parameter(i).name());
      }
      for (int i = 0; i < names.size(); i++) {
        readsResult[rule][i] = reading.reads(names.get(i));
      }
    }
  }

  int rules() {
    return parameters.length;
  }

  /** The parameter that a rule belongs to. */
  int parameter(int rule) {
    return parameters[rule];
  }

  /**
   * How many edges the arguments have: one for each parameter with a rule, and tensor of a list.
   */
  int edges(@Nullable Object[] bound) {
    int count = 0;
    for (int parameter : parameters) {
      count += width(bound[parameter]);
    }
    return count;
  }

  /** How many edges an argument has. */
  static int width(@Nullable Object value) {
    return value instanceof Object[] list ? list.length : 1;
  }

  /** For each rule whether a gradient is asked of it. */
  boolean[] needed(@Nullable Edge[] edges, @Nullable Object[] bound) {
    boolean[] needed = new boolean[parameters.length];
    int at = 0;
    for (int rule = 0; rule < needed.length; rule++) {
      int end = at + width(bound[parameters[rule]]);
      for (; at < end; at++) {
        needed[rule] |= edges[at] != null;
      }
    }
    return needed;
  }

  /** Whether a needed rule reads a parameter. */
  boolean readsParameter(boolean[] needed, int parameter) {
    for (int rule = 0; rule < needed.length; rule++) {
      if (needed[rule] && readsParameter[rule][parameter]) {
        return true;
      }
    }
    return false;
  }

  /** Whether a needed rule reads a result. */
  boolean readsResult(boolean[] needed, int result) {
    for (int rule = 0; rule < needed.length; rule++) {
      if (needed[rule] && result < readsResult[rule].length && readsResult[rule][result]) {
        return true;
      }
    }
    return false;
  }
}
