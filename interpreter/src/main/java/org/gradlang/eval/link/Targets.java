package org.gradlang.eval.link;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.eval.Node;
import org.gradlang.eval.variable.EarlyUse;
import org.gradlang.eval.variable.ReadCaptured;
import org.gradlang.eval.variable.ReadCell;
import org.gradlang.eval.variable.ReadFileVariable;
import org.gradlang.eval.variable.ReadGlobal;
import org.gradlang.eval.variable.ReadLocal;
import org.gradlang.eval.variable.Store;
import org.gradlang.eval.variable.StoreAttribute;
import org.gradlang.eval.variable.StoreCaptured;
import org.gradlang.eval.variable.StoreCell;
import org.gradlang.eval.variable.StoreFileVariable;
import org.gradlang.eval.variable.StoreIndex;
import org.gradlang.eval.variable.StoreLocal;
import org.gradlang.eval.variable.StoreTuple;
import org.gradlang.resolve.Place;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.Target;

/** Links reads of variables, and everything that can be assigned. */
final class Targets {
  private final Linker linker;

  Targets(Linker linker) {
    this.linker = linker;
  }

  /** A read of the variable that {@code node} names. */
  Node read(Syntax node, String name, Span span) {
    return switch (linker.place(node)) {
      case Place.Local local -> linker.lives().read(new ReadLocal(local.slot()));
      case Place.LocalCell cell -> new ReadCell(linker.at(span), name, cell.slot());
      case Place.Captured captured -> new ReadCaptured(linker.at(span), name, captured.index());
      case Place.FileVariable file ->
          new ReadFileVariable(linker.at(span), name, linker.fileVariable(file.index()));
      case Place.Global global ->
          new ReadGlobal(linker.at(span), linker.engine().globals(), global.name());
      case Place.Early early ->
          new EarlyUse(linker.at(span), name, linker.site(early.declaration()));
    };
  }

  /** An assignment to the variable that {@code node} names. */
  Store variable(Syntax node, String name, Span span) {
    return switch (linker.place(node)) {
      case Place.Local local -> new StoreLocal(local.slot());
      case Place.LocalCell cell -> new StoreCell(cell.slot());
      case Place.Captured captured -> new StoreCaptured(captured.index());
      case Place.FileVariable file -> new StoreFileVariable(linker.fileVariable(file.index()));
      case Place.Early early ->
          new EarlyUse(linker.at(span), name, linker.site(early.declaration()));
      case Place.Global global ->
          throw new IllegalArgumentException("cannot be assigned: " + global.name());
    };
  }

  Store store(Target target) {
    return switch (target) {
      case Target.Variable variable -> variable(variable, variable.name(), variable.span());
      case Target.Attribute attribute -> attribute(attribute);
      case Target.Index index -> index(index);
      case Target.Tuple tuple -> tuple(tuple);
      case Target.Rest rest -> store(rest.target());
    };
  }

  StoreAttribute attribute(Target.Attribute target) {
    return new StoreAttribute(
        linker.at(linker.from(target.span(), target.nameSpan())),
        linker.expressions().link(target.object()),
        target.name());
  }

  StoreIndex index(Target.Index target) {
    return new StoreIndex(
        linker.at(target.span()),
        linker.expressions().link(target.object()),
        linker.expressions().link(target.index()));
  }

  private Store tuple(Target.Tuple target) {
    List<Store> stores = new ArrayList<>();
    int rest = -1;
    for (Target element : target.elements()) {
      if (element instanceof Target.Rest) {
        rest = stores.size();
      }
      stores.add(store(element));
    }
    return new StoreTuple(linker.at(target.span()), List.copyOf(stores), rest);
  }
}
