package org.gradlang.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees that are kept as bytes are the trees that the parser makes. */
final class StoredTreeTest {
  static List<Arguments> cases() throws IOException {
    return Cases.read("trees.txt");
  }

  /** Each form of the language. */
  @ParameterizedTest
  @MethodSource("cases")
  void keeps(String text, List<String> tree) {
    assertEquals(String.join("", tree), TreeText.of(kept(text).program()));
    assertIsKept(text);
  }

  @Test
  void keepsPrograms() throws IOException {
    int programs = 0;
    for (String folder : List.of("../stdlib/src/main/grad", "../examples")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".grad")).sorted().toList()) {
          assertIsKept(Files.readString(file));
          programs++;
        }
      }
    }
    assertTrue(programs > 50, programs + " programs");
  }

  @Test
  void isNotTakenForAnotherText() {
    byte[] tree = StoredTree.of(Source.of("old", "print(1)"));
    assertEquals(Optional.empty(), StoredTree.read(Source.library("new", "print(2)", tree)));
    ParseResult parsed = Parser.parse(Source.library("new", "print(2 +)", tree));
    assertEquals(1, parsed.diagnostics().size());
  }

  @Test
  void isNotTakenForAnotherForm() {
    byte[] tree = StoredTree.of(Source.of("old", "print(1)"));
    tree[0] = (byte) (tree[0] + 2); // the version, twice as it is a number with a sign
    assertEquals(Optional.empty(), StoredTree.read(Source.library("new", "print(1)", tree)));
    byte[] none = {};
    assertEquals(Optional.empty(), StoredTree.read(Source.library("new", "print(1)", none)));
  }

  /** What trees of this version are made of: libraries of hosts may keep them for years. */
  @Test
  void versionCountsForms() throws IOException {
    Set<String> forms = new TreeSet<>();
    addForms(Statement.class, forms);
    assertEquals(
        Files.readString(Path.of("src/test/resources/org/gradlang/syntax/forms.txt")),
        "version " + StoredTree.VERSION + "\n" + String.join("\n", forms) + "\n",
        "count StoredTree.VERSION up, and keep the new forms in forms.txt");
  }

  private static void addForms(Type type, Set<String> forms) {
    if (type instanceof ParameterizedType several) {
      addForms(several.getActualTypeArguments()[0], forms);
    } else if (type instanceof Class<?> form && form.getName().startsWith("org.gradlang")) {
      if (form.isSealed()) {
        for (Class<?> kind : form.getPermittedSubclasses()) {
          addForms(kind, forms);
        }
      } else if (forms.add(form(form)) && form.isRecord()) {
        for (RecordComponent component : form.getRecordComponents()) {
          addForms(component.getGenericType(), forms);
        }
      }
    }
  }

  private static String form(Class<?> form) {
    String name = form.getName().replace(form.getPackageName() + ".", "").replace('$', '.');
    Object[] parts =
        form.isEnum()
            ? form.getEnumConstants()
            : Arrays.stream(form.getRecordComponents())
                .map(c -> c.getGenericType().getTypeName().replaceAll("[\\w.]+[.]", ""))
                .toArray();
    return name + Arrays.toString(parts);
  }

  @Test
  void refusesErrorsAndDeepTexts() {
    for (String text : List.of("let", "(".repeat(500) + ")".repeat(500))) {
      Source source = Source.of("text", text);
      assertThrows(IllegalArgumentException.class, () -> StoredTree.of(source));
    }
  }

  private static void assertIsKept(String text) {
    ParseResult kept = kept(text);
    Source source = Source.of("text", text);
    ParseResult parsed = Parser.parse(source);
    assertEquals(parsed.program().statements(), kept.program().statements());
    assertEquals(parsed.program().span(), kept.program().span());
    assertEquals(parsed.diagnostics(), kept.diagnostics());
  }

  private static ParseResult kept(String text) {
    byte[] tree = StoredTree.of(Source.of("text", text));
    return StoredTree.read(Source.library("text", text, tree)).orElseThrow();
  }
}
