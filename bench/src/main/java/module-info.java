/** Benchmarks of the whole. */
module org.gradlang.bench {
  requires org.gradlang.repl;
}
