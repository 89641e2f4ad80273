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
    to.object(value);
    to.object(spec);
    to.plainly("field", 2, this, FormatField.class);
  }
}
