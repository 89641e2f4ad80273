/** The command line. */
module org.gradlang.repl {
  requires transitive org.gradlang.stdlib;
  requires info.picocli;
  requires jdk.management;
  requires org.jline;
  requires static transitive org.jspecify;

  exports org.gradlang.repl;
  exports org.gradlang.repl.conformance;
}
