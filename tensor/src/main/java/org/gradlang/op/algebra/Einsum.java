package org.gradlang.op.algebra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.op.shape.Parts;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Sums of products in Einstein's notation: operands are multiplied pair by pair, as matrices. */
final class Einsum {
  private static final char FIRST_BATCH = '\u0100';

  private final String equation;
  private final List<String> labels = new ArrayList<>();
  private final List<Tensor> operands = new ArrayList<>();
  private final Map<Character, Integer> sizes = new HashMap<>();
  private String output = "";

  private Einsum(String equation) {
    this.equation = equation;
  }

  static Tensor of(String equation, Tensor... operands) {
    Einsum einsum = new Einsum(equation.replace(" ", ""));
    einsum.read(operands);
    return einsum.contract();
  }

  private GradError error(String what) {
    return new GradError(ErrorKind.VALUE, "einsum(): in \"" + equation + "\" " + what);
  }

  private void read(Tensor[] tensors) {
    if (tensors.length == 0) {
      throw error("there are no operands");
    }
    int arrow = equation.indexOf("->");
    String left = arrow < 0 ? equation : equation.substring(0, arrow);
    String[] terms = left.split(",", -1);
    if (terms.length != tensors.length) {
      throw error("there are " + terms.length + " terms for " + tensors.length + " operands");
    }
    int batch = 0;
    for (int i = 0; i < terms.length; i++) {
      String term = terms[i];
      int dots = term.indexOf("...");
      int own = dots < 0 ? 0 : tensors[i].dim() - (term.length() - 3);
      batch = Math.max(batch, own);
    }
    for (int i = 0; i < terms.length; i++) {
      add(spelled(terms[i], tensors[i].dim(), batch), tensors[i]);
    }
    output = arrow < 0 ? implied(left, batch) : spelled(equation.substring(arrow + 2), -1, batch);
  }

  /** The term with a label for each dimension that the dots stand for. */
  private String spelled(String term, int dims, int batch) {
    int dots = term.indexOf("...");
    if (dots < 0) {
      if (dims >= 0 && term.length() != dims) {
        throw error("the term '" + term + "' does not name the " + dims + " dims of its operand");
      }
      return term;
    }
    int own = dims < 0 ? batch : dims - (term.length() - 3);
    if (own < 0) {
      throw error("the term '" + term + "' names more dims than the " + dims + " of its operand");
    }
    StringBuilder letters = new StringBuilder();
    for (int k = batch - own; k < batch; k++) {
      letters.append((char) (FIRST_BATCH + k));
    }
    return term.substring(0, dots) + letters + term.substring(dots + 3);
  }

  /** Without an arrow: the batch, then what occurs once, in the order of the alphabet. */
  private String implied(String left, int batch) {
    StringBuilder found = new StringBuilder();
    for (int k = 0; k < batch; k++) {
      found.append((char) (FIRST_BATCH + k));
    }
    left.chars()
        .filter(Character::isLetter)
        .sorted()
        .filter(c -> left.indexOf(c) == left.lastIndexOf(c))
        .forEach(c -> found.append((char) c));
    return found.toString();
  }

  /** Takes diagonals of repeated labels. */
  private void add(String term, Tensor tensor) {
    String names = term;
    Tensor x = tensor;
    for (int d = 0; d < names.length(); d++) {
      int again = names.indexOf(names.charAt(d), d + 1);
      while (again >= 0) {
        if (x.size(d) != x.size(again)) {
          throw new GradError(
              ErrorKind.SHAPE,
              "einsum(): in \""
                  + equation
                  + "\" the label '"
                  + names.charAt(d)
                  + "' is repeated for dims of sizes "
                  + x.size(d)
                  + " and "
                  + x.size(again));
        }
        x = Parts.DIAGONAL.tensor(x, 0L, (long) d, (long) again);
        char label = names.charAt(d);
        names =
            names.substring(0, d)
                + names.substring(d + 1, again)
                + names.substring(again + 1)
                + label;
        d = -1;
        break;
      }
    }
    for (int d = 0; d < names.length(); d++) {
      note(names.charAt(d), x.size(d));
    }
    labels.add(names);
    operands.add(x);
  }

  private void note(char label, int size) {
    Integer known = sizes.get(label);
    if (known != null && known != size && known != 1 && size != 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          "einsum(): in \""
              + equation
              + "\" the label '"
              + label
              + "' stands for sizes "
              + known
              + " and "
              + size);
    }
    sizes.merge(label, size, Math::max);
  }

  private Tensor contract() {
    Tensor result = operands.getFirst();
    String names = labels.getFirst();
    for (int i = 1; i < operands.size(); i++) {
      String later = output + String.join("", labels.subList(i + 1, labels.size()));
      String kept = kept(names + labels.get(i), later);
      result = pair(result, names, operands.get(i), labels.get(i), kept);
      names = kept;
    }
    return arranged(result, names);
  }

  /** The different labels that are still needed. */
  private static String kept(String all, String later) {
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      if (later.indexOf(c) >= 0 && kept.indexOf(String.valueOf(c)) < 0) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /** Sums what the output does not name, and orders the rest. */
  private Tensor arranged(Tensor x, String names) {
    StringBuilder left = new StringBuilder();
    List<Integer> summed = new ArrayList<>();
    for (int d = 0; d < names.length(); d++) {
      if (output.indexOf(names.charAt(d)) < 0) {
        summed.add(d);
      } else {
        left.append(names.charAt(d));
      }
    }
    Tensor reduced =
        summed.isEmpty() ? x : x.sum(summed.stream().mapToInt(Integer::intValue).toArray(), false);
    int[] order = new int[output.length()];
    for (int d = 0; d < order.length; d++) {
      order[d] = left.indexOf(String.valueOf(output.charAt(d)));
      if (order[d] < 0) {
        throw error("the output names '" + output.charAt(d) + "', which no operand has");
      }
    }
    return ordered(reduced, order);
  }

  private static Tensor ordered(Tensor x, int[] order) {
    for (int d = 0; d < order.length; d++) {
      if (order[d] != d) {
        return x.permute(order);
      }
    }
    return x;
  }

  /** The product of two operands, as a batch of matrix products. */
  private Tensor pair(Tensor a, String left, Tensor b, String right, String kept) {
    StringBuilder batch = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    StringBuilder inner = new StringBuilder();
    String all = kept(left + right, left + right);
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      boolean inLeft = left.indexOf(c) >= 0;
      boolean inRight = right.indexOf(c) >= 0;
      boolean stays = kept.indexOf(c) >= 0;
      if (inLeft && inRight) {
        (stays ? batch : inner).append(c);
      } else if (stays) {
        (inLeft ? rows : columns).append(c);
      }
    }
    Tensor x = matrix(a, left, batch + "", rows + "", inner + "");
    Tensor y = matrix(b, right, batch + "", inner + "", columns + "");
    String order = batch.toString() + rows + columns;
    int[] shape = order.chars().map(c -> sizes.getOrDefault((char) c, 1)).toArray();
    Tensor product = x.bmm(y).reshape(shape);
    return ordered(product, kept.chars().map(c -> order.indexOf(c)).toArray());
  }

  /** As (batch, first, second); labels that are in none of them are summed. */
  private Tensor matrix(Tensor x, String names, String batch, String first, String second) {
    String wanted = batch + first + second;
    StringBuilder left = new StringBuilder();
    List<Integer> summed = new ArrayList<>();
    for (int d = 0; d < names.length(); d++) {
      if (wanted.indexOf(names.charAt(d)) < 0) {
        summed.add(d);
      } else {
        left.append(names.charAt(d));
      }
    }
    Tensor reduced =
        summed.isEmpty() ? x : x.sum(summed.stream().mapToInt(Integer::intValue).toArray(), false);
    int[] order = wanted.chars().map(c -> left.indexOf(String.valueOf((char) c))).toArray();
    int[] full = wanted.chars().map(c -> sizes.getOrDefault((char) c, 1)).toArray();
    return reduced
        .permute(order)
        .expand(full)
        .reshape(product(batch), product(first), product(second));
  }

  private int product(String names) {
    return names.chars().map(c -> sizes.getOrDefault((char) c, 1)).reduce(1, (a, b) -> a * b);
  }
}
