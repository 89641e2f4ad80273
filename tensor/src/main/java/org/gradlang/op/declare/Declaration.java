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
  private final List<Overload> ways = new ArrayList<>();
  private Op.Place place = Op.Place.FUNCTION_AND_METHOD;
  private boolean inPlace;
  private boolean onlyInPlace;

  Declaration(String name, String documentation) {
    this.name = name;
    this.documentation = documentation;
  }

  /** Calls to try it on, as expressions of the language. */
  public Declaration samples(String... expressions) {
    samples.addAll(List.of(expressions));
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

  /** Leaves out the form without underscore. */
  Declaration onlyInPlace() {
    inPlace = true;
    onlyInPlace = true;
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
    if (!onlyInPlace) {
      operations.add(new Op(name, documentation, samples, place, ways));
    }
    if (inPlace) {
      List<Overload> forms = new ArrayList<>();
      for (Overload way : ways) {
        forms.add(new InPlaceForm(way));
      }
      String text = "In place: " + documentation;
      operations.add(new Op(name + "_", text, List.of(), inPlacePlace(), forms));
    }
    return operations;
  }

  private Op.Place inPlacePlace() {
    return place == Op.Place.FUNCTION ? Op.Place.FUNCTION : Op.Place.FUNCTION_AND_METHOD;
  }
}
