package org.gradlang.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.number.FloatText;

/** The text of values: {@code str} and {@code repr}. What is neither here prints as Java's text. */
public final class Representation {
  /** How much of a value an error message shows. */
  private static final int BRIEF = 60;

  private final TextBuilder text = new TextBuilder();
  private final List<Object> open = new ArrayList<>();

  /** Of a container, elements are left out once the text is so long. */
  private final int limit;

  private Representation(int limit) {
    this.limit = limit;
  }

  /** What {@code print} shows. */
  public static String str(Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Long number ? Long.toString(number) : repr(value);
  }

  /** What {@code repr} answers, and containers show of their elements. */
  public static String repr(Object value) {
    return switch (value) {
      case Long number -> number.toString();
      case Double number -> FloatText.repr(number);
      case Boolean flag -> flag ? "True" : "False";
      case None none -> "None";
      case String text -> QuotedText.of(text);
      case Tensor tensor -> tensor.toString();
      case ListValue list -> nested(list);
      case TupleValue tuple -> nested(tuple);
      case DictValue dict -> nested(dict);
      default -> value.toString();
    };
  }

  /** {@link #repr}, cut short for a message. */
  public static String brief(Object value) {
    String full = repr(value);
    return full.length() <= BRIEF ? full : full.substring(0, BRIEF) + "...";
  }

  /**
   * {@link #repr}, where containers and texts of more than about {@code limit} characters are cut,
   * in time that depends on the limit alone.
   */
  public static String summary(Object value, int limit) {
    return switch (value) {
      case String text when text.length() > limit ->
          QuotedText.of(text.substring(0, limit)) + "...";
      case ListValue list -> nested(list, limit);
      case TupleValue tuple -> nested(tuple, limit);
      case DictValue dict -> nested(dict, limit);
      default -> repr(value);
    };
  }

  private static String nested(Object container) {
    return nested(container, Integer.MAX_VALUE);
  }

  private static String nested(Object container, int limit) {
    Representation writer = new Representation(limit);
    writer.append(container);
    return writer.text.toString();
  }

  private void append(Object value) {
    switch (value) {
      case ListValue list -> guarded(list, "[...]", () -> appendAll("[", list, "]"));
      case TupleValue tuple -> guarded(tuple, "(...)", () -> appendTuple(tuple));
      case DictValue dict -> guarded(dict, "{...}", () -> appendEntries(dict));
      default -> text.append(limit == Integer.MAX_VALUE ? repr(value) : summary(value, limit));
    }
  }

  /** A container that holds itself shows only that it does. */
  private void guarded(Object container, String again, Runnable body) {
    for (Object outer : open) {
      if (Identity.same(outer, container)) {
        text.append(again);
        return;
      }
    }
    open.add(container);
    body.run();
    open.removeLast();
  }

  private void appendAll(String before, List<Object> elements, String after) {
    text.append(before);
    String separator = "";
    Context context = Context.current();
    for (Object element : elements) {
      context.worked(1);
      text.append(separator);
      if (isFull()) {
        break;
      }
      append(element);
      separator = ", ";
    }
    text.append(after);
  }

  /** Says so in the text, too. */
  private boolean isFull() {
    boolean full = text.length() > limit;
    if (full) {
      text.append("...");
    }
    return full;
  }

  private void appendTuple(TupleValue tuple) {
    if (!tuple.shown().isEmpty()) {
      text.append(tuple.shown());
    } else if (tuple.isSize()) {
      appendAll("torch.Size([", tuple, "])");
    } else if (!tuple.names().isEmpty()) {
      appendNamed(tuple);
    } else {
      appendAll("(", tuple, tuple.size() == 1 ? ",)" : ")");
    }
  }

  /** PyTorch's own begin a line with each name, Python's do not. */
  private void appendNamed(TupleValue tuple) {
    boolean lines = tuple.typeName().startsWith("torch.");
    text.append(tuple.typeName()).append(lines ? "(\n" : "(");
    for (int i = 0; i < tuple.size(); i++) {
      text.append(i == 0 ? "" : lines ? ",\n" : ", ").append(tuple.names().get(i)).append('=');
      append(tuple.get(i));
    }
    text.append(")");
  }

  private void appendEntries(DictValue dict) {
    text.append('{');
    String separator = "";
    for (Map.Entry<Object, Object> entry : dict.entrySet()) {
      text.append(separator);
      if (isFull()) {
        break;
      }
      append(entry.getKey());
      text.append(": ");
      append(entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }
}
