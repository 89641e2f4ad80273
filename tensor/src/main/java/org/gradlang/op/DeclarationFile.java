package org.gradlang.op;

import java.util.List;
import java.util.function.Consumer;
import org.gradlang.op.declare.Family;
import org.jspecify.annotations.Nullable;

/** A file of declarations, which runs once, when its operations are first asked for. */
final class DeclarationFile {
  /** One for all files: a declaration may ask for another file's operations. */
  private static final Object LOCK = new Object();

  private final Consumer<Family> declarations;
  private final Consumer<Op> announced;
  private volatile @Nullable List<Op> operations;

  /**
   * @param announced takes each operation before {@link #operations} has given any
   */
  DeclarationFile(Consumer<Family> declarations, Consumer<Op> announced) {
    this.declarations = declarations;
    this.announced = announced;
  }

  List<Op> operations() {
    List<Op> known = operations;
    return known == null ? declare() : known;
  }

  private List<Op> declare() {
    synchronized (LOCK) {
      List<Op> known = operations;
      if (known == null) {
        known = Family.of(declarations);
        known.forEach(announced);
        operations = known;
      }
      return known;
    }
  }
}
