package org.gradlang.resolve;

import org.gradlang.syntax.Span;

/** A declared name while a program is resolved. */
final class Variable {
  /** Whether the code of its own function may use it already. */
  enum State {
    /** Its {@code let} stands further down. */
    LATER,
    DECLARED
  }

  final String name;
  final Span declaration;
  final Frame owner;

  /** The index among the file's variables, or the slot in the owner's frame. */
  final int index;

  final boolean inFile;
  State state;
  boolean captured;

  /** Whether it was there before the program, which may declare it anew. */
  boolean isKnown;

  /** Whether it was imported from a library. */
  boolean isLibrary;

  Variable(String name, Span declaration, Frame owner, int index, boolean inFile, State state) {
    this.name = name;
    this.declaration = declaration;
    this.owner = owner;
    this.index = index;
    this.inFile = inFile;
    this.state = state;
  }

  /** Where it lives, seen from the function that owns it. */
  Place ownPlace() {
    if (inFile) {
      return new Place.FileVariable(index);
    }
    return captured ? new Place.LocalCell(index) : new Place.Local(index);
  }
}
