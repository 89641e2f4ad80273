/** Conformance tests of the whole. */
module org.gradlang.spec {
  requires org.gradlang.repl;
}
