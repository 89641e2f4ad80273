package org.gradlang.jsr223;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import javax.script.SimpleScriptContext;
import org.gradlang.GradException;
import org.gradlang.Value;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradScriptEngineTest {
  interface Rule {
    double score(double x);
  }

  interface Pair {
    double add(double x);

    double sub(double x);
  }

  private final ScriptEngineManager manager =
      new ScriptEngineManager(GradScriptEngine.class.getClassLoader());
  private final ScriptEngine engine = manager.getEngineByName("grad");

  @BeforeEach
  void thereIsOne() {
    assertNotNull(engine);
  }

  @Test
  void isFoundByNameExtensionAndType() {
    assertInstanceOf(GradScriptEngine.class, manager.getEngineByName("Grad"));
    assertInstanceOf(GradScriptEngine.class, manager.getEngineByExtension("grad"));
    assertInstanceOf(GradScriptEngine.class, manager.getEngineByMimeType("text/x-grad"));
    assertEquals("Grad", engine.getFactory().getLanguageName());
    assertEquals("grad", engine.getFactory().getParameter(ScriptEngine.NAME));
    assertNull(engine.getFactory().getParameter("THREADING"));
    assertEquals("m.f(1, x)", engine.getFactory().getMethodCallSyntax("m", "f", "1", "x"));
  }

  @Test
  void valuesComeBackAsJavaValues() throws ScriptException {
    assertEquals(3L, engine.eval("1 + 2"));
    assertNull(engine.eval("let x = 1"));
    assertEquals(List.of(1L, "a"), engine.eval("[1, 'a']"));
    assertEquals(Map.of("a", 2.5), engine.eval("let d = {'a': 2.5}; d"));
    assertInstanceOf(Value.class, engine.eval("x -> x"));
    assertEquals(4L, engine.eval(new StringReader("2 * 2")));
  }

  @Test
  void bindingsOfBothScopesAreVariables() throws ScriptException {
    manager.put("rate", 2);
    engine.put("x", 3);
    assertEquals(6L, engine.eval("x * rate"));
    engine.eval("x = 10; let y = [1, 2]");
    assertEquals(10L, engine.get("x"));
    assertEquals(List.of(1L, 2L), engine.get("y"));
    assertNull(engine.getBindings(ScriptContext.ENGINE_SCOPE).get("rate"));
    engine.put("rate", 5);
    assertEquals(50L, engine.eval("x * rate"));
    Bindings own = new SimpleBindings();
    own.put("x", 7);
    assertEquals(14L, engine.eval("x * 2", own));
  }

  @Test
  void printsToTheWriterOfTheContext() throws ScriptException {
    StringWriter first = new StringWriter();
    engine.getContext().setWriter(first);
    engine.eval(engine.getFactory().getOutputStatement("a \"b\"\n\\"));
    assertEquals("a \"b\"\n\\\n", first.toString());
    SimpleScriptContext other = new SimpleScriptContext();
    StringWriter second = new StringWriter();
    other.setWriter(second);
    engine.eval("print('there')", other);
    assertEquals("there\n", second.toString());
    StringWriter errors = new StringWriter();
    engine.getContext().setErrorWriter(errors);
    engine.eval("let w = ones(2, requires_grad=True); (w * 2).grad");
    assertTrue(errors.toString().contains("warning"), errors.toString());
  }

  @Test
  void errorsHaveTheirPlace() {
    engine.put(ScriptEngine.FILENAME, "rules.grad");
    ScriptException error =
        assertThrows(ScriptException.class, () -> engine.eval("let a = 1\n  a / 0"));
    assertEquals("rules.grad", error.getFileName());
    assertEquals(2, error.getLineNumber());
    assertEquals(3, error.getColumnNumber());
    assertTrue(error.getMessage().startsWith("ZeroDivisionError: "), error.getMessage());
    assertInstanceOf(GradException.class, error.getCause());
    assertThrows(ScriptException.class, () -> engine.eval("let = 3"));
    assertThrows(ScriptException.class, () -> engine.eval("io.read_text('/etc/hosts')"));
    assertThrows(NullPointerException.class, () -> engine.eval((String) null));
  }

  @Test
  void compiledProgramsTakeBindingsThatComeLater() throws ScriptException {
    CompiledScript script = ((Compilable) engine).compile("x * 2 + y");
    engine.put("x", 1);
    engine.put("y", 1);
    assertEquals(3L, script.eval());
    Bindings bindings = engine.createBindings();
    bindings.put("x", 10);
    bindings.put("y", 0.5);
    assertEquals(20.5, script.eval(bindings));
    assertEquals(engine, script.getEngine());
    assertThrows(ScriptException.class, () -> ((Compilable) engine).compile("1 +"));
  }

  @Test
  void functionsAndMethodsCanBeInvoked() throws Exception {
    Invocable invocable = (Invocable) engine;
    engine.eval("fn score(x) { x * 2 }\nmodule M(k) { self.k = k; fn add(x) { x + self.k } }");
    assertEquals(6L, invocable.invokeFunction("score", 3));
    assertThrows(NoSuchMethodException.class, () -> invocable.invokeFunction("nothing"));
    Object instance = engine.eval("M(5)");
    assertEquals(7L, invocable.invokeMethod(instance, "add", 2));
    assertThrows(NoSuchMethodException.class, () -> invocable.invokeMethod(instance, "sub", 2));
    assertThrows(IllegalArgumentException.class, () -> invocable.invokeMethod("text", "upper"));
    assertEquals(8.0, invocable.getInterface(Rule.class).score(4));
    assertNull(invocable.getInterface(Comparable.class));
    assertNull(invocable.getInterface(instance, Pair.class));
    assertThrows(IllegalArgumentException.class, () -> invocable.getInterface(String.class));
  }
}
