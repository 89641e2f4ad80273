/** Programs that embed Grad. */
module org.gradlang.examples {
  requires java.net.http;
  requires jdk.httpserver;
  requires org.gradlang.stdlib;
  requires static transitive org.jspecify;

  opens embedding; // for the interfaces and records that scripts fill
}
