package org.gradlang.bench;

import static org.gradlang.bench.Row.CPYTHON;

import java.util.List;

/** Programs on numbers and texts alone. */
final class ScalarRows {
  static final String GROUP = "The scalar language";

  private ScalarRows() {}

  static List<Row> all() {
    return List.of(
        scalar("fib(27)", "fib"),
        scalar("nested loops, 10^7", "loops"),
        scalar("building a text", "text"),
        usual("floats: Mandelbrot set", "mandelbrot"),
        usual("lists: sieve of primes", "sieve"),
        usual("lists of lists: product", "matrix"),
        usual("recursion with lists: queens", "queens"),
        usual("dicts: counting words", "dict"),
        usual("attributes and methods", "instances"),
        usual("closures", "closures"),
        usual("comprehensions", "comprehensions"),
        usual("sorting with a key", "sorting"),
        usual("methods of texts", "words"),
        usual("formatting", "format"),
        usual("catching errors", "errors"));
  }

  /** What is usual in programs, each on its own: never slower than in CPython. */
  private static Row usual(String name, String file) {
    return Row.of(GROUP, name, Program.files("scalar/" + file)).atLeast(1, CPYTHON);
  }

  private static Row scalar(String name, String file) {
    return Row.of(GROUP, name, Program.files(file)).atLeast(3, CPYTHON);
  }
}
