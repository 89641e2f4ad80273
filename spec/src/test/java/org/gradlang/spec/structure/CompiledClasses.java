package org.gradlang.spec.structure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.Library;
import org.gradlang.tensor.Tensor;

/** The compiled classes that run programs, of tensor, interpreter and stdlib, as their bytes. */
final class CompiledClasses {
  private static final List<ClassModel> ALL = read();

  private CompiledClasses() {}

  static List<ClassModel> all() {
    return ALL;
  }

  /** The name without the packages that all begin with: {@code kernel.Gemm}. */
  static String name(ClassModel type) {
    return type.thisClass().asInternalName().replace("org/gradlang/", "").replace('/', '.');
  }

  /** What a class and the classes inside of it are known by: {@code kernel.Gemm}. */
  static String outermost(ClassModel type) {
    String name = name(type);
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  /** Goes through all that all methods do. */
  static void eachElement(BiConsumer<ClassModel, CodeElement> visitor) {
    for (ClassModel type : ALL) {
      for (MethodModel method : type.methods()) {
        if (method.code().isPresent()) {
          CodeModel code = method.code().get();
          code.forEach(element -> visitor.accept(type, element));
        }
      }
    }
  }

  /** What an instruction reaches for: {@code java.lang.System.getenv}; empty for most. */
  static String member(CodeElement element) {
    return switch (element) {
      case InvokeInstruction call ->
          call.owner().asInternalName().replace('/', '.') + "." + call.name().stringValue();
      case FieldInstruction field ->
          field.owner().asInternalName().replace('/', '.') + "." + field.name().stringValue();
      default -> "";
    };
  }

  private static List<ClassModel> read() {
    List<Class<?>> samples = new ArrayList<>(List.of(Tensor.class, Grad.class));
    ServiceLoader.load(Library.class, Grad.class.getClassLoader())
        .forEach(library -> samples.add(library.getClass()));
    List<ClassModel> classes = new ArrayList<>();
    for (Class<?> sample : samples) {
      try {
        read(sample.getProtectionDomain().getCodeSource().getLocation().toURI(), classes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return classes;
  }

  private static void read(URI place, List<ClassModel> classes) throws IOException {
    Path path = Path.of(place);
    if (Files.isDirectory(path)) {
      readTree(path, classes);
      return;
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      readTree(jar.getPath("/"), classes);
    }
  }

  private static void readTree(Path root, List<ClassModel> classes) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        if (!file.endsWith("module-info.class")) {
          classes.add(ClassFile.of().parse(Files.readAllBytes(file)));
        }
      }
    }
  }
}
