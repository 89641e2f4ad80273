package org.gradlang.autograd;

import org.gradlang.tensor.Origin;

/**
 * Why a tensor has no gradient although something it was made from had one.
 *
 * @param reason in the words of a note, such as "detached here"
 */
public record Cut(Reason reason, Origin origin) implements Part {
  /** The ways to leave a graph. */
  public enum Reason {
    DETACH("detach() cuts the graph here", "leave out the detach()"),
    DATA("`.data` has no history", "leave out `.data`"),
    NO_GRAD("nothing is recorded under no_grad", "compute it outside of no_grad"),
    INFERENCE("nothing is recorded in inference_mode", "compute it outside of inference_mode"),
    INTEGER("integers and bools have no gradient", "keep a float dtype"),
    NOT_DIFFERENTIABLE("this operation has no gradient", "use an operation that has a gradient"),
    BACKWARD("this backward did not record its gradients", "pass create_graph=True to it"),
    COPY(
        "tensor() takes the numbers, not where they came from",
        "use the tensor itself, or stack()"),
    SWITCHED("gradients were switched off here", "switch them on again"),
    FROZEN("requires_grad was switched off here", "switch requires_grad on again");

    private final String note;
    private final String help;

    Reason(String note, String help) {
      this.note = note;
      this.help = help;
    }

    /** For the place of the cut. */
    public String note() {
      return note;
    }

    /** What to do. */
    public String help() {
      return help;
    }
  }
}
