/** The command line. */
module org.gradlang.repl {
  requires org.gradlang.stdlib;
  requires info.picocli;
  requires org.jline;
  requires static transitive org.jspecify;

  exports org.gradlang.repl;
}
