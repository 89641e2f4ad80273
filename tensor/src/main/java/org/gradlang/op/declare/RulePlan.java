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

  /** For each parameter the rules that read it, as bits. */
  private final long[] readersOfParameter;

  /** The same for each result. */
  private final long[] readersOfResult;

  RulePlan(Signature signature, List<RuleNode.Reading> readings, List<String> results) {
    int rules = readings.size();
    List<String> names = results.isEmpty() ? List.of("result") : results;
    this.parameters = new int[rules];
    this.readersOfParameter = new long[signature.size()];
    this.readersOfResult = new long[names.size()];
    for (int rule = 0; rule < rules; rule++) {
      RuleNode.Reading reading = readings.get(rule);
      parameters[rule] = signature.require(reading.parameter());
      for (int i = 0; i < signature.size(); i++) {
        readersOfParameter[i] |= reading.reads(signature.parameter(i).name()) ? 1L << rule : 0;
      }
      for (int i = 0; i < names.size(); i++) {
        readersOfResult[i] |= reading.reads(names.get(i)) ? 1L << rule : 0;
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

  /** The rules that a gradient is asked of, as bits. */
  long needed(@Nullable Edge[] edges, @Nullable Object[] bound) {
    long needed = 0;
    int at = 0;
    for (int rule = 0; rule < parameters.length; rule++) {
      int end = at + width(bound[parameters[rule]]);
      for (; at < end; at++) {
        needed |= edges[at] != null ? 1L << rule : 0;
      }
    }
    return needed;
  }

  /** Whether one of these rules reads a parameter. */
  boolean readsParameter(long rules, int parameter) {
    return (rules & readersOfParameter[parameter]) != 0;
  }

  /** Whether any rule reads any result. */
  boolean readsResults() {
    for (long readers : readersOfResult) {
      if (readers != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of these rules reads a result. */
  boolean readsResult(long rules, int result) {
    return result < readersOfResult.length && (rules & readersOfResult[result]) != 0;
  }
}
