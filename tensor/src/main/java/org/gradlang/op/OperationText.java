package org.gradlang.op;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradlang.op.signature.Parameter;
import org.gradlang.op.signature.Signature;

/** What an operation's declaration says, as text for readers: {@code help} and the reference. */
public final class OperationText {
  private OperationText() {}

  /**
   * The ways to call it: {@code softmax(input: tensor, ...)}, and {@code x.view(...)} for what is a
   * method only.
   */
  public static List<String> forms(Op op) {
    return op.signatures().stream()
        .map(signature -> op.isFunction() ? function(op, signature) : method(op, signature))
        .toList();
  }

  private static String function(Op op, Signature signature) {
    String text = signature.toString();
    return op.path() + text.substring(text.indexOf('('));
  }

  private static String method(Op op, Signature signature) {
    List<Parameter> parameters = new ArrayList<>(signature.parameters());
    parameters.remove(Receivers.place(signature));
    StringBuilder text = new StringBuilder("x.").append(op.name()).append('(');
    boolean keywords = false;
    for (int i = 0; i < parameters.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      if (parameters.get(i).keywordOnly() && !keywords) {
        keywords = true;
        text.append("*, ");
      }
      text.append(parameters.get(i));
    }
    return text.append(')').toString();
  }

  /** The parameters that gradients flow to, in any way of calling it. */
  public static List<String> differentiable(Op op) {
    Set<String> parameters = new LinkedHashSet<>();
    for (int i = 0; i < op.signatures().size(); i++) {
      parameters.addAll(op.differentiable(i));
    }
    return List.copyOf(parameters);
  }

  /** What there is to know about it, in several lines. */
  public static String text(Op op) {
    StringBuilder text = new StringBuilder(op.documentation()).append("\n\n").append(gradient(op));
    if (op.isFunction() && op.isMethod()) {
      text.append("\nA method of tensors too: x.").append(op.name()).append("(...).");
    }
    if (Operations.find(op.name() + "_") != null) {
      text.append("\nIn place: ").append(op.path()).append("_.");
    }
    if (!op.samples().isEmpty()) {
      text.append("\n\nFor example:");
      op.samples().forEach(sample -> text.append("\n    ").append(sample));
    }
    return text.toString();
  }

  private static String gradient(Op op) {
    List<String> parameters = differentiable(op);
    if (parameters.isEmpty()) {
      return "No gradient flows through it.";
    }
    String flow = "Gradients flow to " + enumerated(parameters);
    return op.isDifferentiableTwice() ? flow + "." : flow + ", and have no gradient themselves.";
  }

  private static String enumerated(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.getFirst()
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
