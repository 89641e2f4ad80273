package org.gradlang.resolve;

import org.gradlang.syntax.Span;

/**
 * Where a variable lives, seen from the function in which its name stands.
 *
 * <p>A variable that a closure captures lives in a cell: an object of its own with one value. Only
 * {@link Local} places are certain to be set when they are read. The others may be read before
 * their {@code let} ran, which is a NameError: a cell and a file variable begin empty.
 *
 * <p>The functions and modules that a block declares are there from its beginning: they are to be
 * made when it is entered, after its fresh cells. Their defaults are evaluated where the
 * declaration stands, since what they name need not be there before.
 */
public sealed interface Place {

  /** A slot of the running function's frame holds the value. Always set when it is read. */
  record Local(int slot) implements Place {}

  /** A slot of the running function's frame holds a cell, and the cell the value. */
  record LocalCell(int slot) implements Place {}

  /** The running closure's captured cell with this index holds the value. */
  record Captured(int index) implements Place {}

  /** A variable at the top level of the file, with this index among {@code fileVariables}. */
  record FileVariable(int index) implements Place {}

  /** A name that is always there, such as {@code print}; it cannot be assigned. */
  record Global(String name) implements Place {}

  /**
   * A use that stands before the {@code let} of its block, in the same function: a NameError
   * whenever it runs. {@code declaration} is the variable's name in its {@code let}.
   */
  record Early(Span declaration) implements Place {}
}
