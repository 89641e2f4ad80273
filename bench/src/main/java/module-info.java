import org.gradlang.bench.Peer;

/** What measures Grad beside its peers. */
module org.gradlang.bench {
  requires transitive org.gradlang.repl;
  requires jdk.management;
  requires static transitive org.jspecify;

  exports org.gradlang.bench;

  uses Peer;
}
