package org.gradlang.eval.expression;

import java.util.Arrays;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.LongText;
import org.gradlang.value.Room;

/** {@code f"loss {loss:.4f}"}: the parts one after the other. */
public final class FormatString extends Node {
  private final Node[] parts;

  /** Every part's value is a String. */
  public FormatString(Node[] parts) {
    this.parts = parts;
  }

  @Override
  public Object execute(Frame frame) {
    Object[] texts = new Object[parts.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = parts[i].execute(frame);
    }
    return join(texts);
  }

  /** The texts one after the other. */
  public static String join(Object[] texts) {
    String[] parts = Arrays.copyOf(texts, texts.length, String[].class);
    long characters = 0;
    for (String part : parts) {
      characters += part.length();
    }
    Room.forParts(characters, parts);
    return Room.hold(LongText.joined(parts, characters));
  }

  @Override
  public void emit(Emitter to) {
    to.calls().arguments(parts);
    to.plainly("text", 1);
  }
}
