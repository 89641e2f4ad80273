package org.gradlang.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index says what the declarations say, and operations are found by it. */
class OperationIndexTest {
  private static final Path NAMES =
      Path.of("src/main/java/org/gradlang/op/OperationNames.java").toAbsolutePath();

  private static final String BEGIN = "      \"\"\"\n";
  private static final String END = "      \"\"\";\n";

  /** With {@code -Doperations.action=write} it is written instead. */
  @Test
  void indexIsUpToDate() throws IOException {
    String text = OperationIndex.text(Operations.declaredByFile());
    if (System.getProperty("operations.action", "").equals("write")) {
      String source = Files.readString(NAMES);
      int begin = source.indexOf(BEGIN) + BEGIN.length();
      String lines = text.indent(6).replace(" \n", "\n");
      Files.writeString(
          NAMES, source.substring(0, begin) + lines + source.substring(source.indexOf(END, begin)));
    } else {
      assertEquals(text, OperationNames.text(), "the index is out of date: run tools/operations");
    }
  }

  @Test
  void namesAreThoseOfTheOperations() {
    List<Op> all = Operations.all();
    assertEquals(
        all.stream().filter(Op::isFunction).map(Op::name).toList(), Operations.functionNames());
    assertEquals(
        all.stream().filter(Op::isMethod).map(Op::name).toList(), Operations.methodNames());
    assertEquals(all.size(), Set.copyOf(all).size());
  }

  @Test
  void anOperationIsFoundOnceAndForAll() {
    for (Op op : Operations.all()) {
      Op found = op.isFunction() ? Operations.find(op.name()) : Operations.findMethod(op.name());
      assertSame(op, found);
    }
    assertNull(Operations.find("no such operation"));
    assertNull(Operations.findMethod("zeros"));
  }
}
