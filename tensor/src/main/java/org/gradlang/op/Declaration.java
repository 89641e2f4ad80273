package org.gradlang.op;

import java.util.ArrayList;
import java.util.List;

/** An operation while it is being declared. */
final class Declaration {
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
  Declaration samples(String... expressions) {
    samples.addAll(List.of(expressions));
    return this;
  }

  /** One way to call it; the first that fits is taken. */
  Declaration way(Overload overload) {
    ways.add(overload);
    return this;
  }

  /** Adds the form with an underscore, which writes over the first operand. */
  Declaration inPlace() {
    inPlace = true;
    return this;
  }

  /** Leaves out the form without underscore. */
  Declaration onlyInPlace() {
    inPlace = true;
    onlyInPlace = true;
    return this;
  }

  Declaration functionOnly() {
    place = Op.Place.FUNCTION;
    return this;
  }

  Declaration methodOnly() {
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
