package org.gradlang.reliability.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** The second Grad is another one, and compiles at once. */
final class TwinTest {
  private static String mode(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> compilation = Class.forName("org.gradlang.eval.compile.Compilation", true, loader);
    Field mode = compilation.getDeclaredField("MODE");
    mode.setAccessible(true);
    return String.valueOf(mode.get(null));
  }

  @Test
  void compilesWhatTheFirstRunsAsNodes() throws ReflectiveOperationException {
    Twin twin = new Twin();
    ClassLoader own = TwinTest.class.getClassLoader();
    assertNotEquals(own, twin.loader());
    assertEquals("AUTO", mode(own));
    assertEquals("ALWAYS", mode(twin.loader()));
    assertEquals(Trial.outcome("print(1 + 1)\n1 / 0"), twin.outcome("print(1 + 1)\n1 / 0"));
  }
}
