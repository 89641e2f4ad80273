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
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives compiled switches over types the code that finds their case, and records the code that
 * compares them: {@code Switches CLASSES}, with all that these classes need on the class path.
 *
 * <p>The compiler leaves both to the JVM, which then writes classes for each such switch, and for
 * {@code equals} and {@code hashCode} of each record, when they are first reached, anew in each
 * process, as its cache keeps none of them: 0.7 ms for a switch and 2 to 10 ms for a record, and
 * interpreted until it is compiled. A switch over types becomes a call of a method of the same
 * class that tries one type after the other, and so do the two methods of a record.
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
    if (leavesCodeToJava(model)) {
      Files.write(file, files.transformClass(model, new Rewriting(model).transform()));
    }
  }
}

static boolean leavesCodeToJava(ClassModel model) {
  for (var entry : model.constantPool()) {
    if (entry instanceof Utf8Entry text
        && (text.equalsString("typeSwitch") || text.equalsString(RecordMethod.BOOTSTRAP))) {
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

/** {@code equals} or {@code hashCode} of a record, as {@code java.lang.Record} has it. */
record RecordMethod(String name, MethodTypeDesc type, List<DirectMethodHandleDesc> components) {
  static final String BOOTSTRAP = "java/lang/runtime/ObjectMethods";

  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  void writeTo(ClassBuilder type) {
    type.withMethod(
        name,
        this.type,
        AccessFlag.PRIVATE.mask() | AccessFlag.STATIC.mask() | AccessFlag.SYNTHETIC.mask(),
        method -> method.withCode(isHash() ? this::writeHash : this::writeEquals));
  }

  private boolean isHash() {
    return type.returnType().equals(ConstantDescs.CD_int);
  }

  /** The first component's hash times 31, and the second's, and so on. */
  private void writeHash(CodeBuilder code) {
    code.iconst_0();
    for (DirectMethodHandleDesc component : components) {
      ClassDesc of = component.invocationType().returnType();
      code.bipush(31).imul();
      read(code, component, 0);
      ClassDesc owner = of.isPrimitive() ? boxed(of) : OBJECTS;
      ClassDesc given = of.isPrimitive() ? of : ConstantDescs.CD_Object;
      code.invokestatic(owner, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, given)).iadd();
    }
    code.ireturn();
  }

  private void writeEquals(CodeBuilder code) {
    ClassDesc record = type.parameterType(0);
    Label no = code.newLabel();
    code.aload(1).instanceOf(record).ifeq(no).aload(1).checkcast(record).astore(2);
    for (DirectMethodHandleDesc component : components) {
      read(code, component, 0);
      read(code, component, 2);
      ClassDesc of = component.invocationType().returnType();
      if ("ZBCSI".contains(of.descriptorString())) {
        code.if_icmpne(no);
      } else if (of.isPrimitive()) {
        MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, of, of);
        code.invokestatic(boxed(of), "compare", compare).ifne(no);
      } else {
        MethodTypeDesc equal =
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
        code.invokestatic(OBJECTS, "equals", equal).ifeq(no);
      }
    }
    code.iconst_1().ireturn();
    code.labelBinding(no).iconst_0().ireturn();
  }

  private void read(CodeBuilder code, DirectMethodHandleDesc component, int record) {
    ClassDesc of = component.invocationType().returnType();
    code.aload(record).getfield(component.owner(), component.methodName(), of);
  }

  private static ClassDesc boxed(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      default -> ConstantDescs.CD_Double;
    };
  }
}

/** The switches and the record's methods of a class, with what is put in their place. */
static final class Rewriting {
  private final ClassModel model;
  private final List<TypeSwitch> found = new ArrayList<>();
  private final List<RecordMethod> methods = new ArrayList<>();

  Rewriting(ClassModel model) {
    this.model = model;
  }

  /** Makes calls of them, and adds the methods that they call at the end. */
  ClassTransform transform() {
    return ClassTransform.transformingMethodBodies(this::replace)
        .andThen(
            ClassTransform.endHandler(type -> {
              found.forEach(one -> one.writeTo(type));
              methods.forEach(one -> one.writeTo(type));
            }));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call)) {
      List<ClassDesc> cases =
          call.bootstrapArgs().stream().map(argument -> (ClassDesc) argument).toList();
      TypeSwitch one = new TypeSwitch("typeSwitch$" + found.size(), call.typeSymbol(), cases);
      found.add(one);
      call(code, one.name(), one.type());
    } else if (element instanceof InvokeDynamicInstruction call && isComparison(call)) {
      // the record itself, the names of its components, and how each is read
      List<DirectMethodHandleDesc> components =
          call.bootstrapArgs().stream()
              .skip(2)
              .map(argument -> (DirectMethodHandleDesc) argument)
              .toList();
      String name = call.name().stringValue() + "$record";
      RecordMethod one = new RecordMethod(name, call.typeSymbol(), components);
      methods.add(one);
      call(code, one.name(), one.type());
    } else {
      code.with(element);
    }
  }

  private void call(CodeBuilder code, String name, MethodTypeDesc type) {
    boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
    code.invokestatic(model.thisClass().asSymbol(), name, type, inInterface);
  }

  /** Not {@code toString}, which programs do not ask for. */
  private static boolean isComparison(InvokeDynamicInstruction call) {
    String owner = call.bootstrapMethod().owner().descriptorString();
    String name = call.name().stringValue();
    return owner.equals("L" + RecordMethod.BOOTSTRAP + ";")
        && (name.equals("equals") || name.equals("hashCode"));
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
