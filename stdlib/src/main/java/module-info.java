/** The standard library. */
module org.gradlang.stdlib {
  requires transitive org.gradlang.interpreter;
  requires static transitive org.jspecify;
}
