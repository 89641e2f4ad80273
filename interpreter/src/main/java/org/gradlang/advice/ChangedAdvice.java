package org.gradlang.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Argument;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.GradModeKind;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.SyntaxTree;
import org.gradlang.syntax.Target;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Members;

/** What to do about a change in place of what a backward still needs. */
final class ChangedAdvice {
  private final Passage changed;
  private final Passage needed;

  private ChangedAdvice(Passage changed, Passage needed) {
    this.changed = changed;
    this.needed = needed;
  }

  static List<String> of(GraphLesson.Changed lesson, Passage needed) {
    return Passage.at(lesson.changed())
        .map(changed -> new ChangedAdvice(changed, needed).help())
        .orElse(List.of());
  }

  private List<String> help() {
    if (isUpdate()) {
      return ofUpdate();
    }
    List<String> help = new ArrayList<>();
    help.add(instead());
    boolean before =
        changed.source() == needed.source() && changed.span().end() <= needed.span().start();
    if (before && changed.loop().equals(needed.loop())) {
      help.add("or leave it as it is until the backward on line " + needed.line() + " is done");
    }
    return help;
  }

  /** Whether weights are updated: a change that is meant, at the wrong time. */
  private boolean isUpdate() {
    boolean library =
        changed
            .call()
            .filter(call -> call.callee() instanceof Expression.Attribute)
            .filter(call -> !changed.isVariable(root(call.callee())))
            .isPresent();
    return library
        || changed.calledName().equals("step")
        || changed
            .around(Expression.GradMode.class)
            .filter(mode -> mode.kind() == GradModeKind.NO_GRAD)
            .isPresent();
  }

  /** The first name of {@code nn.init.zeros_}; empty if it does not begin with one. */
  private static String root(Expression expression) {
    Expression first = expression;
    while (first instanceof Expression.Attribute attribute) {
      first = attribute.target();
    }
    return first instanceof Expression.Name name ? name.name() : "";
  }

  private List<String> ofUpdate() {
    String update = changed.callee().isEmpty() ? "the update" : changed.callee() + "()";
    String result = needed.root().isEmpty() ? "the result" : needed.root();
    String backward = needed.root().isEmpty() ? "backward" : result + ".backward()";
    String line = " on " + changed.line(needed);
    return List.of(
        "call " + backward + " before " + update + line + ", which changes weights that it needs",
        "or compute " + result + " again after " + update + line);
  }

  private String instead() {
    Optional<Statement.AugmentedAssign> augmented =
        changed.around(Statement.AugmentedAssign.class).filter(this::isHere);
    if (augmented.isPresent()) {
      return ofAugmented(augmented.get());
    }
    Optional<Target.Index> index = changed.around(Target.Index.class).filter(this::isHere);
    if (index.isPresent()) {
      return copyFirst(changed.text(index.get().object()));
    }
    return changed.call().map(this::ofCall).orElse(copyFirst(""));
  }

  private boolean isHere(org.gradlang.syntax.Syntax node) {
    return node.span().equals(changed.span());
  }

  private String ofAugmented(Statement.AugmentedAssign statement) {
    if (statement.target() instanceof Target.Index index) {
      return copyFirst(changed.text(index.object()));
    }
    String target = changed.text(statement.target());
    String value = changed.text(statement.value());
    if (target.isEmpty() || value.isEmpty()) {
      return copyFirst(target);
    }
    boolean simple = !(statement.value() instanceof Expression.Binary);
    String operand = simple ? value : "(" + value + ")";
    String operator = statement.operator().text();
    return newTensor(target + " = " + target + " " + operator + " " + operand);
  }

  private String ofCall(Expression.Call call) {
    String name = Passage.calledName(call);
    if (call.arguments().stream().anyMatch(ChangedAdvice::isInPlace)) {
      return "leave out inplace=True on "
          + changed.line(needed)
          + ": then "
          + name
          + " makes a new tensor";
    }
    String target =
        call.callee() instanceof Expression.Attribute attribute
            ? changed.text(attribute.target())
            : "";
    if (!name.endsWith("_")) {
      return inPlaceElsewhere()
          .map(line -> "leave out inplace=True on line " + line)
          .orElse(
              "what is called on "
                  + changed.line(needed)
                  + " changes a tensor in place: give it a clone()");
    }
    String plain = name.substring(0, name.length() - 1);
    String text = changed.text(call);
    boolean exists = Members.method(Tensor.class, plain) != null;
    return exists && !target.isEmpty() && !text.isEmpty()
        ? newTensor(target + " = " + text.replace(name + "(", plain + "("))
        : copyFirst(target);
  }

  /** The line of the one {@code inplace=True} in the program, such as of a layer. */
  private Optional<Integer> inPlaceElsewhere() {
    List<Integer> lines =
        SyntaxTree.all(changed.source().program()).stream()
            .filter(node -> node instanceof Argument argument && isInPlace(argument))
            .map(changed::lineOf)
            .distinct()
            .toList();
    return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
  }

  private static boolean isInPlace(Argument argument) {
    return argument instanceof Argument.Keyword keyword && keyword.name().equals("inplace");
  }

  private String newTensor(String statement) {
    return "write `"
        + statement
        + "` on "
        + changed.line(needed)
        + ": it makes a new tensor and leaves the old one as it was";
  }

  private String copyFirst(String target) {
    String line = changed.line(needed);
    return !target.matches("[\\w.]+")
        ? "change a clone() of it on " + line
        : "change a copy: `" + target + " = " + target + ".clone()` before " + line;
  }
}
