package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever function of the library takes a path, it leads nowhere but into the granted folder. */
class GrantedPathsTest {
  /** What leads out for readers and writers, whatever ending is put behind it. */
  private static final List<String> OUT =
      List.of(
          "../secret",
          "sub/../../secret",
          "/etc/passwd",
          "/tmp/../etc/passwd",
          "up/secret",
          "./up/../up/secret",
          "~/secret",
          "a\\0b",
          "．．/secret",
          "file:///etc/passwd");

  /** What readers do not find. */
  private static final List<String> NOT_THERE =
      List.of("link", "dangling", "", ".", "C:\\\\secret", "\\\\\\\\server\\\\secret");

  @TempDir private Path place;
  private Path granted;

  @BeforeEach
  void make() throws IOException {
    granted = Files.createDirectories(place.resolve("granted"));
    Files.createDirectories(granted.resolve("sub"));
    Files.writeString(place.resolve("secret"), "s3cr3t");
    Files.createSymbolicLink(granted.resolve("link"), place.resolve("secret"));
    Files.createSymbolicLink(granted.resolve("up"), place);
    Files.createSymbolicLink(granted.resolve("dangling"), place.resolve("new"));
  }

  private Set<String> outside() throws IOException {
    try (var list = Files.list(place)) {
      return new TreeSet<>(list.map(path -> path.getFileName().toString()).toList());
    }
  }

  private void refused(Grad grad, String code) throws IOException {
    GradException error = assertThrows(GradException.class, () -> grad.eval(code), code);
    assertTrue(Set.of("IOError", "ValueError").contains(error.kind()), code + error.message());
    assertFalse(error.rendered().contains("s3cr3t"), code);
    assertFalse(error.rendered().contains(place.toString()), error.rendered());
    assertFalse(error.rendered().contains(Path.of("").toAbsolutePath().toString()), code);
    assertEquals("s3cr3t", Files.readString(place.resolve("secret")));
    assertEquals(Set.of("granted", "secret"), outside());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.read_text(PATH)",
        "io.read_csv(PATH)",
        "io.read_table(PATH)",
        "io.read_idx(PATH)",
        "io.read_image(PATH)",
        "load(PATH)",
        "torch.load(PATH)"
      })
  void nothingOutsideIsRead(String call) throws IOException {
    List<String> paths = new ArrayList<>(OUT);
    paths.addAll(NOT_THERE);
    refused(FileAccess.readOnly(granted), call, paths);
    refused(FileAccess.readWrite(granted), call, paths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.write_text(PATH, 'x')",
        "save(ones(1), PATH)",
        "save({'a': ones(1)}, PATH + '.npz')",
        "save(ones(1), PATH + '.npy')",
        "torch.save(ones(1), PATH)",
        "plot([1., 2.], path=PATH + '.svg')",
        "plot([1., 2.], path=PATH + '.png')",
        "save_image(ones(3, 2, 2), PATH + '.png')",
        "save_image(ones(3, 2, 2), PATH + '.jpg')",
        "autograd.graph(ones(1, requires_grad=True) * 2).svg(PATH)"
      })
  void nothingOutsideIsWritten(String call) throws IOException {
    refused(FileAccess.readOnly(granted), call, OUT);
    refused(FileAccess.readWrite(granted), call, OUT);
  }

  private void refused(FileAccess access, String call, List<String> paths) throws IOException {
    try (Grad grad = Grad.builder().files(access).build()) {
      for (String path : paths) {
        refused(grad, "import torch\n" + call.replace("PATH", "'" + path + "'"));
      }
      assertEquals(3, grad.eval("1 + 2").asLong());
    }
  }

  @Test
  void listsAndQuestionsStayInside() throws IOException {
    try (Grad grad = Grad.builder().files(FileAccess.readOnly(granted)).build()) {
      for (String path : List.of("..", "../", "/", "/etc", "up", "link", "~", "sub/../..")) {
        refused(grad, "io.list_files('" + path + "')");
        refused(grad, "io.list_folders('" + path + "')");
      }
      assertEquals("[]", grad.eval("io.list_files('.')").toString());
      assertEquals("['sub']", grad.eval("io.list_folders('')").toString());
      refused(grad, "io.exists('../secret')");
      refused(grad, "io.exists('/etc/passwd')");
      assertFalse(grad.eval("io.exists('nothing')").asBoolean());
    }
  }

  @Test
  void whoMayWriteWritesInside() throws IOException {
    try (Grad grad = Grad.builder().files(FileAccess.readWrite(granted)).build()) {
      grad.eval("save({'w': ones(2)}, 'sub/model.npz'); io.write_text('note', 'x')");
      assertEquals("[1.0, 1.0]", grad.eval("load('sub/model.npz')['w'].tolist()").toString());
      assertEquals("x", Files.readString(granted.resolve("note")));
    }
    assertEquals(Set.of("granted", "secret"), outside());
  }

  @Test
  void importsStayInside() throws IOException {
    Files.writeString(place.resolve("m.grad"), "let s3cr3t = 1 +");
    Files.writeString(granted.resolve("inner.grad"), "import \"../m.grad\" as m");
    Files.createSymbolicLink(granted.resolve("l.grad"), place.resolve("m.grad"));
    for (Loader loader :
        List.of(Loader.folder(granted), Loader.files(FileAccess.readOnly(granted)))) {
      try (Grad grad = Grad.builder().loader(loader).build()) {
        for (String path :
            List.of(
                "../m.grad",
                "l.grad",
                "up/m.grad",
                "inner.grad",
                "/etc/passwd",
                "",
                ".",
                "~",
                "sub/../../m.grad",
                "．．/m.grad",
                "C:m.grad",
                "a\\0b",
                "INNER.GRAD/../../m.grad")) {
          GradException error =
              assertThrows(
                  GradException.class, () -> grad.eval("import \"" + path + "\" as m"), path);
          assertEquals("ImportError", error.kind(), path);
          assertFalse(error.rendered().contains("s3cr3t"), error.rendered());
          assertFalse(error.rendered().contains(place.toString()), error.rendered());
        }
      }
    }
  }
}
