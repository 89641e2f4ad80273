/** Programs that embed Grad. */
module org.gradlang.examples {
  requires org.gradlang.stdlib;
  requires static transitive org.jspecify;
}
