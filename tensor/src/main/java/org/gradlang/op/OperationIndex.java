package org.gradlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Which file of declarations has which operation. The text has a line for each file: {@code add} is
 * a function and a method, {@code zeros()} a function, {@code .numpy} a method.
 */
final class OperationIndex {
  private static final String FUNCTION = "()";

  private final List<String> functions = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();
  private final Map<String, Integer> files = new HashMap<>();

  private OperationIndex() {}

  /** The index of {@link Operations}; a test compares it with the declarations. */
  static OperationIndex standard() {
    return parse(OperationNames.text());
  }

  static OperationIndex parse(String text) {
    OperationIndex index = new OperationIndex();
    StringTokenizer words = new StringTokenizer(text, " \n", true);
    int file = 0;
    while (words.hasMoreTokens()) {
      String word = words.nextToken();
      if (word.equals("\n")) {
        file++;
      } else if (!word.equals(" ")) {
        index.add(word, file);
      }
    }
    return index;
  }

  private void add(String word, int file) {
    String key = word;
    if (word.endsWith(FUNCTION)) {
      key = word.substring(0, word.length() - FUNCTION.length());
      functions.add(key);
    } else if (word.startsWith(Operations.METHOD)) {
      methods.add(word.substring(Operations.METHOD.length()));
    } else {
      functions.add(word);
      methods.add(word);
    }
    files.put(key, file);
  }

  /** The text for the operations of each file. */
  static String text(List<List<Op>> files) {
    StringBuilder text = new StringBuilder();
    for (List<Op> file : files) {
      String separator = "";
      for (Op op : file) {
        text.append(separator).append(word(op));
        separator = " ";
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String word(Op op) {
    if (!op.isFunction()) {
      return Operations.METHOD + op.name();
    }
    return op.isMethod() ? op.name() : op.name() + FUNCTION;
  }

  List<String> functions() {
    return Collections.unmodifiableList(functions);
  }

  List<String> methods() {
    return Collections.unmodifiableList(methods);
  }

  /** The file, by the name, with a dot before that of a method which is no function; or -1. */
  int file(String key) {
    return files.getOrDefault(key, -1);
  }
}
