package org.gradlang.op.algebra;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** {@code einsum(a, [0, 1], b, [1, 2], [0, 2])}: numbers from 0 to 51 instead of letters. */
final class Sublists {
  private Sublists() {}

  /** A list behind each operand names its dims; one more at the end names the result's. */
  static Tensor einsum(Tensor first, List<?> rest) {
    List<Tensor> operands = new ArrayList<>(List.of(first));
    StringBuilder equation = new StringBuilder();
    int at = 0;
    while (true) {
      equation.append(at < rest.size() ? letters(rest.get(at)) : missing());
      at++;
      if (at < rest.size() && rest.get(at) instanceof Tensor operand) {
        operands.add(operand);
        equation.append(',');
        at++;
      } else {
        break;
      }
    }
    if (at < rest.size()) {
      equation.append("->").append(letters(rest.get(at++)));
    }
    if (at < rest.size()) {
      throw new GradError(ErrorKind.TYPE, "einsum() takes one list behind the last operand's");
    }
    return Einsum.of(equation.toString(), operands.toArray(Tensor[]::new));
  }

  private static String missing() {
    throw new GradError(ErrorKind.TYPE, "einsum() needs a list of numbers behind each operand");
  }

  private static String letters(Object list) {
    if (!(list instanceof List<?> numbers)) {
      return missing();
    }
    StringBuilder letters = new StringBuilder();
    for (Object number : numbers) {
      if (!(number instanceof Long label) || label < 0 || label >= 52) {
        throw new GradError(
            ErrorKind.VALUE,
            "einsum(): a dim is named by a number from 0 to 51, not " + TypeNames.shown(number));
      }
      letters.append((char) (label < 26 ? 'A' + label : 'a' + label - 26));
    }
    return letters.toString();
  }
}
