/** Conformance tests of the whole. */
module org.gradlang.spec {
  requires jdk.compiler;
  requires org.gradlang.repl;

  uses org.gradlang.Library; // the tests look at what libraries reach
}
