package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.gradlang.kernel.Formula;
import org.gradlang.op.Op;
import org.gradlang.op.Overload;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;

/** The operations that one file declares, in their order. */
public final class Family {
  private final List<Declaration> declarations = new ArrayList<>();

  private Family() {}

  /** Runs the declarations of a file. */
  public static List<Op> of(Consumer<Family> file) {
    Family family = new Family();
    file.accept(family);
    return family.declarations.stream().flatMap(d -> d.operations().stream()).toList();
  }

  public Declaration op(String name, String documentation) {
    Declaration declaration = new Declaration(name, documentation);
    declarations.add(declaration);
    return declaration;
  }

  /** A name with the same meaning as another's declaration. */
  public Declaration alias(String name, Overload way) {
    String original = way.text().substring(0, way.text().indexOf('('));
    return op(name, "The same as " + original + ".").way(way);
  }

  /** A formula of one tensor; ints become floats first. */
  public Declaration unary(String name, String documentation, Function<Formula, Formula> formula) {
    return pointwise(PointwiseFunction.unary(name, DTypeRule.FLOAT, formula), documentation);
  }

  /** A formula of one tensor, which must hold floats. */
  public Declaration floating(
      String name, String documentation, Function<Formula, Formula> formula) {
    return pointwise(PointwiseFunction.unary(name, DTypeRule.FLOATING, formula), documentation);
  }

  /**
   * A formula of one tensor of floats and of plain numbers, which follow it: x is input 0, the
   * numbers come after it.
   */
  public Declaration shaped(String signature, String documentation, Formula formula) {
    String name = signature.substring(0, signature.indexOf('('));
    int arity = formula.arity();
    PointwiseFunction function =
        new PointwiseFunction(name, NodeNames.of(name), formula, arity, 1, DTypeRule.FLOATING);
    return op(name, documentation).way(new Pointwise(signature, function)).inPlace();
  }

  /** A pointwise function whose parameters are called input, other and so on. */
  public Declaration pointwise(PointwiseFunction function, String documentation) {
    String parameters = function.arity() == 1 ? "input: tensor" : "input: operand, other: operand";
    return op(function.name(), documentation)
        .way(new Pointwise(function.name() + "(" + parameters + ")", function))
        .inPlace();
  }
}
