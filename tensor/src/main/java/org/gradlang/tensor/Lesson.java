package org.gradlang.tensor;

import java.util.List;

/**
 * What an error is about, beyond its text: enough for the running program to say what to do in its
 * own words, naming its own variables and lines.
 */
public interface Lesson {
  /** What to do, one line each, where nothing is known of the program. */
  List<String> help();
}
