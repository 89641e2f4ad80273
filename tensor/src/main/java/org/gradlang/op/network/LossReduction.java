package org.gradlang.op.network;

import org.gradlang.op.declare.Bound;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** What becomes of the losses of all elements. */
enum LossReduction {
  NONE("none"),
  MEAN("mean"),
  SUM("sum");

  private final String text;

  LossReduction(String text) {
    this.text = text;
  }

  /** The last parameters of a loss in their order, two of them older ways to say the third. */
  static final String PARAMETERS =
      "size_average: bool? = None, reduce: bool? = None, reduction: str = \"mean\"";

  /** As the arguments say. */
  static LossReduction of(Bound a) {
    if (!a.has("size_average") && !a.has("reduce")) {
      return named(a.operation(), a.text("reduction"));
    }
    boolean reduces = !a.has("reduce") || a.flag("reduce");
    boolean averages = !a.has("size_average") || a.flag("size_average");
    return !reduces ? NONE : averages ? MEAN : SUM;
  }

  static LossReduction named(String operation, String name) {
    return switch (name) {
      case "none" -> NONE;
      case "mean" -> MEAN;
      case "sum" -> SUM;
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              operation + "(): reduction is \"mean\", \"sum\" or \"none\", not \"" + name + "\"");
    };
  }

  Tensor apply(Tensor losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }

  /** The name in scripts. */
  String text() {
    return text;
  }
}
