package org.gradlang.spec.structure;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Engines side by side share nothing that changes, and take no locks: read from the compiled
 * classes. What is allowed all the same stands here with its reason.
 */
final class SharedStateTest {
  private static final Pattern CHANGEABLE =
      Pattern.compile(
          "Ljava/util/(?!Locale;|regex/|function/|OptionalInt;|Optional;|Comparator;|HexFormat;).*"
              + "|Ljava/lang/(ThreadLocal|StringBuilder|ref/.*);"
              + "|Ljava/io/.*|Ljava/nio/.*Buffer;");

  /** How collections are made that nobody can change. */
  private static final Pattern FIXED =
      Pattern.compile(
          "java\\.util\\.(List|Set|Map)\\.(of|ofEntries|copyOf)"
              + "|java\\.util\\.Collections\\.(unmodifiable|empty).*"
              + "|java\\.util\\.stream\\.(\\w+)\\.toList");

  private static final String TABLE = "filled before anybody sees it, and only read since";

  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          entry("kernel.BringUp.THREAD", "compiles loops for the whole JVM, which has them once"),
          entry("tensor.Context.CURRENT", "each thread's own context"),
          entry("value.OperationCallable.KNOWN", "one for each of Grad's own operations, no more"),
          entry("module.LiveDict.METHODS", TABLE),
          entry("module.ModuleMethods.BY_NAME", TABLE),
          entry("op.Operations$All.CHAPTERS", TABLE),
          entry("op.Operations.CONTENTS", TABLE),
          entry("op.Operations.FILES", "each runs its declarations once"),
          entry("op.Operations.DECLARED", "each of Grad's own operations, once asked for"),
          entry("op.network.Interpolation.PRIMITIVES", TABLE),
          entry("syntax.Words.AUGMENTED", TABLE),
          entry("syntax.Words.BLOCK_HEADS", TABLE),
          entry("syntax.Words.NAMES", TABLE),
          entry("syntax.Words.OPERATORS", TABLE),
          entry("syntax.Words.STATEMENT_KEYWORDS", TABLE),
          entry("syntax.Words.VALUE_ENDS", TABLE),
          entry("value.ErrorType.TYPES", TABLE),
          entry("value.TensorOperators.KNOWN", TABLE),
          entry("value.TensorOperators.KNOWN_IN_PLACE", TABLE),
          entry("value.method.MethodTables$OfDicts.TABLE", TABLE),
          entry("value.method.MethodTables$OfGenerators.TABLE", TABLE),
          entry("value.method.MethodTables$OfLists.TABLE", TABLE),
          entry("value.method.MethodTables$OfNumbers.TABLE", TABLE),
          entry("value.method.MethodTables$OfTensors.FOUND", "each method, once asked for"),
          entry("value.method.MethodTables$OfTensors.HOOKS", TABLE),
          entry("value.method.MethodTables$OfTensors.OWN", TABLE),
          entry("value.method.MethodTables$OfTexts.TABLE", TABLE),
          entry("value.method.MethodTables$OfTuples.TABLE", TABLE));

  private static final Map<String, String> ASSIGNED =
      Map.ofEntries(
          entry(
              "tensor.Ledger.counted",
              "set for good by the first engine that counts, read by its own"),
          entry(
              "tensor.Budget.sizesMatter",
              "set for good by the first engine with limits, as that one"));

  private static final String LOOPS = "loops of the same results, compiled once for the whole JVM";

  private static final Map<String, String> UPGRADED =
      Map.ofEntries(
          entry("kernel.SimdKernels.COLUMNS", LOOPS),
          entry("kernel.SimdKernels.DOUBLES", LOOPS),
          entry("kernel.SimdKernels.FLOATS", LOOPS),
          entry("kernel.SimdKernels.NARROW", LOOPS),
          entry("kernel.SimdKernels.POWERS", LOOPS),
          entry("kernel.SimdKernels.ROWS", LOOPS),
          entry("kernel.SimdKernels.SLOPES", LOOPS),
          entry("kernel.SimdKernels.WINDOWS", LOOPS),
          entry("kernel.SimdKernels.WINOGRAD", LOOPS),
          entry("syntax.Source.HOST", "what is remembered of a text follows from it alone"),
          entry("tensor.Budget.FREE", "without limits and never begun, so that nobody stops it"));

  private static final Map<String, String> LOCKS =
      Map.of(
          "op.DeclarationFile", "declarations, which run once and do not wait",
          "tensor.Budget", "an engine's own: who cancels stops the run that he saw",
          "tensor.Ledger", "an engine's own: its worker threads count in one book");

  @Test
  void noStaticFieldIsAssignedTwice() {
    Set<String> found = new TreeSet<>();
    for (ClassModel type : CompiledClasses.all()) {
      for (FieldModel field : type.fields()) {
        if (field.flags().has(AccessFlag.STATIC) && !field.flags().has(AccessFlag.FINAL)) {
          found.add(CompiledClasses.name(type) + "." + field.fieldName().stringValue());
        }
      }
    }
    assertEquals(ASSIGNED.keySet(), found);
    assertTrue(CompiledClasses.all().size() > 500, "all classes are looked at");
  }

  @Test
  void noStaticFieldHoldsWhatChanges() {
    Map<String, String> found = new TreeMap<>();
    for (ClassModel type : CompiledClasses.all()) {
      for (FieldModel field : type.fields()) {
        String kind = field.fieldType().stringValue();
        if (field.flags().has(AccessFlag.STATIC) && CHANGEABLE.matcher(kind).matches()) {
          found.put(CompiledClasses.name(type) + "." + field.fieldName().stringValue(), kind);
        }
      }
    }
    found.keySet().removeAll(fixed());
    assertEquals(CHANGES.keySet(), found.keySet());
  }

  /** Fields that threads see each other's changes of are there to change. */
  @Test
  void noStaticFieldHoldsWhatThreadsChange() {
    Set<String> changeable = new HashSet<>();
    for (ClassModel type : CompiledClasses.all()) {
      for (FieldModel field : type.fields()) {
        if (field.flags().has(AccessFlag.VOLATILE) && !field.flags().has(AccessFlag.STATIC)) {
          changeable.add("L" + type.thisClass().asInternalName() + ";");
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (ClassModel type : CompiledClasses.all()) {
      for (FieldModel field : type.fields()) {
        if (field.flags().has(AccessFlag.STATIC)
            && changeable.contains(field.fieldType().stringValue())) {
          found.add(CompiledClasses.name(type) + "." + field.fieldName().stringValue());
        }
      }
    }
    assertEquals(UPGRADED.keySet(), found);
  }

  /** The static fields that get a collection which nobody can change. */
  private static Set<String> fixed() {
    Set<String> fixed = new TreeSet<>();
    for (ClassModel type : CompiledClasses.all()) {
      for (MethodModel method : type.methods()) {
        if (method.methodName().equalsString("<clinit>")) {
          String last = "";
          for (CodeElement element : method.code().orElseThrow()) {
            if (element instanceof InvokeInstruction) {
              last = CompiledClasses.member(element);
            } else if (element instanceof FieldInstruction field && FIXED.matcher(last).matches()) {
              fixed.add(CompiledClasses.name(type) + "." + field.name().stringValue());
            }
          }
        }
      }
    }
    return fixed;
  }

  @Test
  void nobodyWaitsForALock() {
    Set<String> found = new TreeSet<>();
    CompiledClasses.eachElement((type, element) -> {
      String member = CompiledClasses.member(element);
      if (element instanceof MonitorInstruction
          || member.startsWith("java.util.concurrent.locks.") && !member.contains("LockSupport")
          || member.startsWith("java.util.concurrent.Semaphore")) {
        found.add(CompiledClasses.outermost(type));
      }
    });
    for (ClassModel type : CompiledClasses.all()) {
      for (MethodModel method : type.methods()) {
        if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
          found.add(CompiledClasses.outermost(type));
        }
      }
    }
    assertEquals(LOCKS.keySet(), found);
  }
}
