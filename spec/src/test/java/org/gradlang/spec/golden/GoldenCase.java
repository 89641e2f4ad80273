package org.gradlang.spec.golden;

import java.util.List;

/** One record of the golden data: something to evaluate, and what PyTorch made of it. */
interface GoldenCase {
  /** What is evaluated, for a person to read. */
  String title();

  /** Evaluates the case; what is not as recorded, in words, and nothing where all is right. */
  List<String> differences(Interpreter interpreter);
}
