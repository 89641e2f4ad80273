/** The standard library. */
@SuppressWarnings("module") // what it exports to is built after it
module org.gradlang.stdlib {
  requires transitive org.gradlang.interpreter;
  requires de.siegmar.fastcsv;
  requires java.desktop;
  requires tools.jackson.core;
  requires static transitive org.jspecify;

  exports org.gradlang.stdlib.picture to
      org.gradlang.repl;

  provides org.gradlang.Library with
      org.gradlang.stdlib.StandardLibrary;
}
