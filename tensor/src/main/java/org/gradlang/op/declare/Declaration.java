package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.op.Op;
import org.gradlang.op.Overload;

/** An operation while it is being declared. */
public final class Declaration {
  private final String name;
  private final String documentation;
  private final List<String> samples = new ArrayList<>();
  private final List<String> constants = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final List<String> samplesInPlace = new ArrayList<>();
  private final List<Overload> ways = new ArrayList<>();
  private Op.Place place = Op.Place.FUNCTION_AND_METHOD;
  private boolean inPlace;
  private boolean once;
  private boolean switched;

  Declaration(String name, String documentation) {
    this.name = name;
    this.documentation = documentation;
  }

  /** Calls to try it on, as expressions of the language. */
  public Declaration samples(String... expressions) {
    samples.addAll(List.of(expressions));
    return this;
  }

  /** Says which parameters that take tensors have no gradient; to ask for one is an error. */
  public Declaration constant(String... parameters) {
    constants.addAll(List.of(parameters));
    return this;
  }

  /** Says of which parameters that take tensors only the shape or the dtype matters. */
  public Declaration unread(String... parameters) {
    unread.addAll(List.of(parameters));
    return this;
  }

  /** Says that the gradient has no gradient itself. */
  public Declaration once() {
    once = true;
    return this;
  }

  /** One way to call it; the first that fits is taken. */
  public Declaration way(Overload overload) {
    ways.add(overload);
    return this;
  }

  /** Adds the form with an underscore, which writes over the first operand. */
  public Declaration inPlace() {
    inPlace = true;
    return this;
  }

  /** The same, with samples of its own: where those of the plain form would change a shape. */
  public Declaration inPlace(String... expressions) {
    samplesInPlace.addAll(List.of(expressions));
    return inPlace();
  }

  /** As {@link #inPlace}, and the form without underscore takes {@code inplace=True} for it. */
  public Declaration inPlaceSwitch() {
    inPlace = true;
    switched = true;
    return this;
  }

  public Declaration functionOnly() {
    place = Op.Place.FUNCTION;
    return this;
  }

  public Declaration methodOnly() {
    place = Op.Place.METHOD;
    return this;
  }

  List<Op> operations() {
    List<Op> operations = new ArrayList<>();
    Op.Gradients gradients = new Op.Gradients(constants, unread, once);
    List<Overload> plain =
        switched ? ways.stream().<Overload>map(InPlaceSwitch::new).toList() : ways;
    operations.add(new Op(name, documentation, samples, gradients, place, plain));
    if (inPlace) {
      List<Overload> forms = new ArrayList<>();
      for (Overload way : ways) {
        forms.add(new InPlaceForm(way));
      }
      String text = "In place: " + documentation;
      operations.add(new Op(name + "_", text, samplesInPlace, gradients, inPlacePlace(), forms));
    }
    return operations;
  }

  private Op.Place inPlacePlace() {
    return place == Op.Place.FUNCTION ? Op.Place.FUNCTION : Op.Place.FUNCTION_AND_METHOD;
  }
}
