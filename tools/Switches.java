import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives compiled switches over types the code that finds their case: {@code Switches CLASSES}, with
 * all that these classes need on the class path.
 *
 * <p>The compiler leaves that to the JVM, which then writes a class for each such switch when it is
 * first reached, anew in each process, as its cache keeps none of them: 0.7 ms each, and
 * interpreted until it is compiled. A switch over types becomes a call of a method of the same
 * class that tries one type after the other.
 */
void main(String[] arguments) throws IOException {
  ClassFile files =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                  .orElse(ClassHierarchyResolver.defaultResolver())
                  .cached()),
          ClassFile.ConstantPoolSharingOption.NEW_POOL);
  List<Path> compiled;
  try (Stream<Path> found = Files.walk(Path.of(arguments[0]))) {
    compiled = found.filter(file -> file.toString().endsWith(".class")).toList();
  }
  for (Path file : compiled) {
    ClassModel model = files.parse(file);
    if (mentionsTypeSwitches(model)) {
      Files.write(file, files.transformClass(model, new Rewriting(model).transform()));
    }
  }
}

static boolean mentionsTypeSwitches(ClassModel model) {
  for (var entry : model.constantPool()) {
    if (entry instanceof Utf8Entry text && text.equalsString("typeSwitch")) {
      return true;
    }
  }
  return false;
}

/** What tells the cases of one switch apart. */
record TypeSwitch(String name, MethodTypeDesc type, List<ClassDesc> cases) {

  /**
   * {@code int name(T value, int first)}: the number of the first case, from {@code first} on, that
   * has the value's type; -1 for null, and the count of cases where none has. After a case whose
   * condition does not hold, {@code first} is the next one.
   */
  void writeTo(ClassBuilder type) {
    type.withMethod(
        name,
        this.type,
        AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask(),
        method -> method.withCode(this::write));
  }

  private void write(CodeBuilder code) {
    Label isThere = code.newLabel();
    code.aload(0).ifnonnull(isThere).iconst_m1().ireturn();
    code.labelBinding(isThere);
    List<SwitchCase> starts = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      starts.add(SwitchCase.of(i, code.newLabel()));
    }
    Label none = code.newLabel();
    code.iload(1).tableswitch(0, cases.size() - 1, none, starts);
    for (int i = 0; i < cases.size(); i++) {
      Label next = i + 1 < cases.size() ? starts.get(i + 1).target() : none;
      code.labelBinding(starts.get(i).target());
      code.aload(0).instanceOf(cases.get(i)).ifeq(next).loadConstant(i).ireturn();
    }
    code.labelBinding(none);
    code.loadConstant(cases.size()).ireturn();
  }
}

/** The switches of a class, with what is put in their place. */
static final class Rewriting {
  private final ClassModel model;
  private final List<TypeSwitch> found = new ArrayList<>();

  Rewriting(ClassModel model) {
    this.model = model;
  }

  /** Makes calls of switches, and adds the methods that they call at the end. */
  ClassTransform transform() {
    return ClassTransform.transformingMethodBodies(this::replace)
        .andThen(ClassTransform.endHandler(type -> found.forEach(one -> one.writeTo(type))));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call && isTypeSwitch(call))) {
      code.with(element);
      return;
    }
    List<ClassDesc> cases =
        call.bootstrapArgs().stream().map(argument -> (ClassDesc) argument).toList();
    TypeSwitch one = new TypeSwitch("typeSwitch$" + found.size(), call.typeSymbol(), cases);
    found.add(one);
    boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
    code.invokestatic(model.thisClass().asSymbol(), one.name(), one.type(), inInterface);
  }

  /** Cases that are constants as well, texts or enums, are left to the JVM. */
  private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
    var bootstrap = call.bootstrapMethod();
    List<ConstantDesc> cases = call.bootstrapArgs();
    return bootstrap.owner().descriptorString().equals("Ljava/lang/runtime/SwitchBootstraps;")
        && bootstrap.methodName().equals("typeSwitch")
        && cases.stream().allMatch(ClassDesc.class::isInstance);
  }
}
