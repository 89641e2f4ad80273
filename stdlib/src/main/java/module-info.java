/** The standard library. */
module org.gradlang.stdlib {
  requires transitive org.gradlang.interpreter;
  requires de.siegmar.fastcsv;
  requires static transitive org.jspecify;

  provides org.gradlang.Library with
      org.gradlang.stdlib.StandardLibrary;
}
