package org.gradlang.eval.link;

import java.util.List;
import java.util.function.Supplier;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Engine;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.FunctionLayout;
import org.gradlang.resolve.Place;
import org.gradlang.resolve.Resolution;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Syntax;

/** Makes the executable nodes of one resolved source for one engine. */
public final class Linker {
  private final Engine engine;
  private final Checked checked;
  private final List<Cell> fileVariables;
  private final Expressions expressions = new Expressions(this);
  private final Statements statements = new Statements(this);
  private final Functions functions = new Functions(this);
  private final Calls calls = new Calls(this);
  private final Targets targets = new Targets(this);
  private PutOff putOff = new PutOff();
  private Lives lives = new Lives(putOff);

  /** {@code fileVariables} are the top-level variables by index. */
  public Linker(Engine engine, Checked checked, List<Cell> fileVariables) {
    this.engine = engine;
    this.checked = checked;
    this.fileVariables = fileVariables;
  }

  /** The whole program. */
  public Node program() {
    return body(() -> statements.program(checked.program()));
  }

  /** Links what has a frame of its own. */
  Node body(Supplier<Node> maker) {
    Lives outer = lives;
    PutOff before = putOff;
    putOff = new PutOff();
    lives = new Lives(putOff);
    try {
      Node node = maker.get();
      lives.settle();
      if (engine.budget().ledger() == null) { // which would have its error at another place
        putOff.settle();
      }
      return node;
    } finally {
      lives = outer;
      putOff = before;
    }
  }

  /** The variables of what is linked now. */
  Lives lives() {
    return lives;
  }

  /** Which of them may get a tensor whose elements are not computed yet. */
  PutOff putOff() {
    return putOff;
  }

  Engine engine() {
    return engine;
  }

  Source source() {
    return checked.program().source();
  }

  Expressions expressions() {
    return expressions;
  }

  Statements statements() {
    return statements;
  }

  Functions functions() {
    return functions;
  }

  Calls calls() {
    return calls;
  }

  Targets targets() {
    return targets;
  }

  Location at(Span span) {
    return new Location(engine, site(span));
  }

  Site site(Span span) {
    return new Site(source(), span);
  }

  Place place(Syntax node) {
    return resolution().place(node);
  }

  FunctionLayout layout(Syntax node) {
    return resolution().layout(node);
  }

  List<Integer> freshCells(Syntax node) {
    return resolution().freshCells(node);
  }

  private Resolution resolution() {
    return checked.resolution();
  }

  Cell fileVariable(int index) {
    return fileVariables.get(index);
  }

  /** A part of the source as it is written, or {@code otherwise} if that is long. */
  String text(Span span, String otherwise) {
    String text = source().text().substring(span.start(), span.end());
    int line = text.indexOf('\n');
    return line < 0 && text.length() <= 40 ? text : otherwise;
  }

  /** From where an operation is written to its end, where its operand began on an earlier line. */
  Span from(Span whole, Span part) {
    boolean sameLine = source().lineOf(whole.start()) == source().lineOf(part.start());
    return sameLine ? whole : new Span(part.start(), whole.end());
  }
}
