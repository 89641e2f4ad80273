package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs can import, and that nothing else is. */
class LoaderTest {
  @TempDir private Path folder;

  private static final Map<String, String> SOURCES =
      Map.of(
          "rates.grad", "let rate = 2",
          "models/net.grad", "import \"../rates.grad\" as rates\nfn f(x) { x * rates.rate }",
          "models/deep/a.grad", "import \"b.grad\" as b\nlet v = b.v",
          "models/deep/b.grad", "import \"./a.grad\" as a\nlet v = 1");

  private static Grad with(Loader loader) {
    return Grad.builder().loader(loader).build();
  }

  private static GradException refused(Grad grad, String path) {
    GradException error =
        assertThrows(
            GradException.class, () -> grad.eval("let k = 1\nimport \"" + path + "\" as m"), path);
    assertEquals("ImportError", error.kind(), path);
    assertEquals(2, error.line());
    return error;
  }

  @Test
  void nothingIsImportedUnlessItIsGranted() throws IOException {
    Files.writeString(folder.resolve("a.grad"), "let a = 1");
    String path = folder.resolve("a.grad").toString().replace('\\', '/');
    refused(Grad.create(), path);
    refused(Grad.builder().files(FileAccess.all()).build(), path);
  }

  @Test
  void textsByTheirNames() {
    Grad grad = with(Loader.of(SOURCES));
    assertEquals(6, grad.eval("import \"models/net.grad\" as net\nnet.f(3)").asLong());
    GradException circle =
        assertThrows(GradException.class, () -> grad.eval("import \"models/deep/a.grad\" as a"));
    assertTrue(circle.message().contains("import each other"), circle.message());
    refused(grad, "nothing.grad");
    GradException wrong =
        assertThrows(
            GradException.class,
            () -> with(Loader.of(Map.of("w.grad", "\n1 +"))).eval("import \"w.grad\" as w"));
    assertEquals("w.grad", wrong.source());
    assertEquals(2, wrong.line());
  }

  @Test
  void pathsDoNotLeadOut() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(folder.resolve("secret.grad"), "let s = 1");
    Files.writeString(inner.resolve("ok.grad"), "let v = 5");
    Files.createSymbolicLink(inner.resolve("link.grad"), folder.resolve("secret.grad"));
    Grad grad = with(Loader.folder(inner));
    assertEquals(5, grad.eval("import \"ok.grad\" as ok\nok.v").asLong());
    for (String path :
        List.of(
            "../secret.grad",
            "x/../../secret.grad",
            folder.resolve("secret.grad").toString(),
            "link.grad",
            "..\\\\secret.grad",
            "/etc/passwd",
            "inner/../../secret.grad",
            "",
            ".",
            "a\\0b")) {
      refused(grad, path);
    }
  }

  @Test
  void resourcesOfAClassLoader() {
    ClassLoader classes = LoaderTest.class.getClassLoader();
    Grad grad = with(Loader.classPath(classes, "org/gradlang/loader"));
    assertEquals("found", grad.eval("import \"found.grad\" as f\nf.text").asString());
    refused(grad, "missing.grad");
    refused(grad, "../GradTest.class");
  }

  @Test
  void aProgramWithAnAbsoluteNameImportsFromTheTop() {
    Grad grad = with(Loader.of(SOURCES));
    String code = "import \"rates.grad\" as rates\nrates.rate";
    assertEquals(2, grad.eval("/srv/rules/main.grad", code).asLong());
    assertEquals(2, grad.eval("C:\\rules\\main.grad", code).asLong());
    assertEquals(2, grad.eval("../main.grad", code).asLong());
    assertEquals(2, grad.eval("main.grad", code).asLong());
  }
}
