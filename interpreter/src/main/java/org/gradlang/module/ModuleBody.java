package org.gradlang.module;

import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.function.FunctionDeclaration;
import org.gradlang.eval.statement.Block;
import org.gradlang.resolve.Place;

/** The body of a module: its functions are methods before its first statement runs. */
public final class ModuleBody extends Node {
  private final Place self;
  private final Block block;
  private final List<FunctionDeclaration> methods;

  public ModuleBody(Place self, List<Integer> freshCells, List<Node> statements) {
    this.self = self;
    this.block = new Block(freshCells, statements);
    this.methods =
        statements.stream()
            .filter(FunctionDeclaration.class::isInstance)
            .map(FunctionDeclaration.class::cast)
            .toList();
  }

  @Override
  public Object execute(Frame frame) {
    ModuleInstance instance = instance(frame);
    block.begin(frame);
    for (FunctionDeclaration method : methods) {
      instance.defineMethod(method.name(), method.function(frame));
    }
    return block.run(frame);
  }

  @SuppressWarnings("NullAway") // the constructor fills the place before the body runs
  private ModuleInstance instance(Frame frame) {
    return switch (self) {
      case Place.Local local -> (ModuleInstance) frame.locals[local.slot()];
      case Place.LocalCell cell -> (ModuleInstance) ((Cell) frame.locals[cell.slot()]).value;
      case Place.Captured _, Place.FileVariable _, Place.Global _, Place.Early _ ->
          throw new IllegalStateException("no place of self: " + self);
    };
  }
}
