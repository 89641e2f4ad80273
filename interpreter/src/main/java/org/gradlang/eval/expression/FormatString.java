package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.value.LongText;
import org.gradlang.value.ValueRoom;

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

  /**
   * What stands one after the other, for {@link org.gradlang.eval.GrowingText}: texts, and ints as
   * they are.
   */
  public Object[] pieces(Frame frame) {
    Object[] pieces = new Object[parts.length];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] =
          parts[i] instanceof FormatField field ? field.piece(frame) : parts[i].execute(frame);
    }
    return pieces;
  }

  /** Writes {@link #pieces} as code. */
  public void emitPieces(Emitter to) {
    for (Node part : parts) {
      if (part instanceof FormatField field) {
        field.emitPiece(to);
      } else {
        to.object(part);
      }
    }
    to.array(parts.length);
  }

  /** The pieces one after the other. */
  public static String join(Object[] pieces) {
    String[] parts = new String[pieces.length];
    long characters = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = pieces[i] instanceof String text ? text : Long.toString((Long) pieces[i]);
      parts[i] = part;
      characters += part.length();
    }
    ValueRoom.forParts(characters, parts);
    return ValueRoom.hold(LongText.joined(parts, characters));
  }

  @Override
  public void emit(Emitter to) {
    to.calls().arguments(parts);
    to.plainly("text", 1);
  }
}
