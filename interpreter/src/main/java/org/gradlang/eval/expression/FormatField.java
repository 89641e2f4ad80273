package org.gradlang.eval.expression;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.syntax.FormatPart.Conversion;
import org.gradlang.tensor.GradError;
import org.gradlang.value.FormatSpec;
import org.gradlang.value.Representation;

/** A field {@code {value!r:spec}} of an f-string. */
public final class FormatField extends Operation {
  private final Node value;
  private final Conversion conversion;
  private final Node spec;

  /** {@code spec} is an f-string itself. */
  public FormatField(Location location, Node value, Conversion conversion, Node spec) {
    super(location);
    this.value = value;
    this.conversion = conversion;
    this.spec = spec;
  }

  @Override
  public Object execute(Frame frame) {
    return of(value.execute(frame), spec.execute(frame));
  }

  Object piece(Frame frame) {
    return piece(value.execute(frame), spec.execute(frame));
  }

  /** The same, where an int may stand for its text. */
  public Object piece(Object content, Object format) {
    return content instanceof Long && ((String) format).isEmpty() ? content : of(content, format);
  }

  /** The text of a value that is already known. */
  public String of(Object content, Object format) {
    location.mark();
    try {
      return FormatSpec.format(converted(content), (String) format);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  private Object converted(Object content) {
    return switch (conversion) {
      case NONE -> content;
      case REPR -> Representation.repr(content);
      case STR -> Representation.str(content);
    };
  }

  @Override
  public void emit(Emitter to) {
    emit("field", to);
  }

  void emitPiece(Emitter to) {
    emit("piece", to);
  }

  private void emit(String method, Emitter to) {
    to.object(value);
    to.object(spec);
    to.plainly(method, 2, this, FormatField.class);
  }
}
