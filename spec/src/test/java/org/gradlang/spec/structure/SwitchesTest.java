package org.gradlang.spec.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * That the build has given switches over types and records their code ({@code
 * tools/Switches.java}): the JVM would write it anew in each process.
 */
final class SwitchesTest {
  @Test
  void noneIsLeftToTheJvm() {
    Set<String> left = new TreeSet<>();
    Set<String> compiled = new TreeSet<>();
    CompiledClasses.eachElement((type, element) -> {
      if (isLinkedLater(element, "SwitchBootstraps")) {
        left.add(CompiledClasses.name(type));
      } else if (CompiledClasses.member(element).contains(".typeSwitch$")) {
        compiled.add(CompiledClasses.name(type));
      }
    });
    assertEquals(Set.of(), left, "switches whose cases are types alone");
    assertTrue(compiled.contains("resolve.Resolver"), "switches are found");
  }

  @Test
  void recordsAreComparedByCodeOfTheirOwn() {
    Set<String> left = new TreeSet<>();
    Set<String> compiled = new TreeSet<>();
    CompiledClasses.eachElement((type, element) -> {
      String member = CompiledClasses.member(element);
      if (isLinkedLater(element, "ObjectMethods") && !isText((InvokeDynamicInstruction) element)) {
        left.add(CompiledClasses.name(type));
      } else if (member.endsWith(".equals$record") || member.endsWith(".hashCode$record")) {
        compiled.add(CompiledClasses.name(type));
      }
    });
    assertEquals(Set.of(), left, "records whose equals or hashCode the JVM would write");
    assertTrue(compiled.contains("kernel.Constant"), "records are found");
  }

  private static boolean isText(InvokeDynamicInstruction call) {
    return call.name().equalsString("toString");
  }

  private static boolean isLinkedLater(CodeElement element, String bootstrap) {
    return element instanceof InvokeDynamicInstruction call
        && call.bootstrapMethod().owner().displayName().equals(bootstrap);
  }
}
