package org.gradlang.repl.shell.complete;

import java.util.Collection;
import java.util.Map;
import org.gradlang.Value;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Documented;
import org.gradlang.value.Namespace;
import org.gradlang.value.Representation;

/** A value in a few words. */
public final class Description {
  private static final int LENGTH = 60;

  private Description() {}

  /** What a function does; what kind of thing anything else is, and how large. */
  public static String of(Value value) {
    return of(value.content(), value.typeName());
  }

  /** A value's type, with what matters of a tensor, and the signature of what can be called. */
  public static String type(Value value) {
    return switch (value.content()) {
      case Tensor tensor ->
          "tensor of shape "
              + tensor.layout()
              + ", "
              + tensor.dtype()
              + (tensor.requiresGrad() ? ", requires_grad" : "");
      case Documented known ->
          value.typeName() + " " + known.signature().lines().findFirst().orElse("");
      default -> {
        String brief = of(value);
        yield brief.startsWith(value.typeName()) ? brief : value.typeName();
      }
    };
  }

  private static String of(Object content, String type) {
    return switch (content) {
      case Tensor tensor -> "tensor " + tensor.dtype() + " " + tensor.layout();
      case Documented known -> sentence(known);
      case BoundMethod bound when bound.method() instanceof Documented known -> sentence(known);
      case Namespace _ -> "namespace";
      case Long _, Double _, Boolean _, String _ -> type + " " + Representation.brief(content);
      case Collection<?> elements -> type + " of " + elements.size();
      case Map<?, ?> entries -> type + " of " + entries.size();
      default -> type;
    };
  }

  private static String sentence(Documented known) {
    String text = known.documentation().strip();
    if (text.isEmpty()) {
      return cut(known.signature().lines().findFirst().orElse(""));
    }
    int end = text.indexOf('\n');
    return cut(end < 0 ? text : text.substring(0, end));
  }

  private static String cut(String line) {
    return line.length() <= LENGTH ? line : line.substring(0, LENGTH - 3) + "...";
  }
}
