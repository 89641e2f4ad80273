/** The standard library. */
module org.gradlang.stdlib {
  requires transitive org.gradlang.interpreter;
  requires de.siegmar.fastcsv;
  requires static transitive org.jspecify;
}
