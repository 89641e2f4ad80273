/** The generated lexer and parser of Grad. */
module org.gradlang.grammar {
  requires transitive org.antlr.antlr4.runtime;

  exports org.gradlang.grammar;
}
