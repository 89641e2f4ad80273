package org.gradlang.jsr223;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.script.AbstractScriptEngine;
import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptContext;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import javax.script.SimpleBindings;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Script;
import org.gradlang.Value;
import org.gradlang.syntax.DiagnosticRenderer;
import org.gradlang.syntax.Lexeme;
import org.jspecify.annotations.Nullable;

/**
 * One engine of Grad as a script engine. Programs may print to the context's writer, and nothing
 * else is granted; who wants to grant more, or to set limits, makes a {@link Grad} and wraps it.
 *
 * <p>Before a run the bindings of both scopes become variables; after it, the variables that
 * changed become bindings of the engine's scope. Values are converted as by {@link Grad#set} and
 * {@link Value#as}; instances of modules, functions and whatever else Java has no type for stay
 * {@link Value}s. Confined to one thread at a time.
 */
public final class GradScriptEngine extends AbstractScriptEngine implements Compilable, Invocable {
  private final GradScriptEngineFactory factory;
  private final Grad grad;
  private ScriptContext running = context;

  GradScriptEngine(GradScriptEngineFactory factory) {
    this.factory = factory;
    this.grad =
        Grad.builder()
            .out(new ContextWriter(() -> running.getWriter()))
            .warnings(warning -> warn(DiagnosticRenderer.plain().render(warning)))
            .build();
  }

  /** The engine behind this, for what {@link javax.script} does not know. */
  public Grad grad() {
    return grad;
  }

  private void warn(String text) {
    try {
      running.getErrorWriter().write(text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public @Nullable Object eval(String code, ScriptContext with) throws ScriptException {
    Objects.requireNonNull(code, "code");
    return inside(with, () -> grad.eval(name(with), code));
  }

  @Override
  public @Nullable Object eval(Reader reader, ScriptContext with) throws ScriptException {
    return eval(text(reader), with);
  }

  private static String text(Reader reader) throws ScriptException {
    try {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      return text.toString();
    } catch (IOException e) {
      throw new ScriptException(e);
    }
  }

  private static String name(ScriptContext with) {
    Object name = with.getAttribute(ScriptEngine.FILENAME);
    return name == null ? "<eval>" : name.toString();
  }

  /** Runs something between the bindings' becoming variables and the way back. */
  private @Nullable Object inside(ScriptContext with, Supplier<Value> work) throws ScriptException {
    ScriptContext outer = running;
    running = with;
    try {
      Map<String, Object> given = give(with);
      try {
        return grad.during(() -> work.get().as(Object.class));
      } finally {
        take(with, given);
      }
    } catch (GradException e) {
      throw exception(e);
    } finally {
      running = outer;
    }
  }

  /** Makes bindings variables; answers the values that programs then have. */
  private Map<String, Object> give(ScriptContext with) {
    Map<String, Object> given = new HashMap<>();
    for (int scope : new int[] {ScriptContext.GLOBAL_SCOPE, ScriptContext.ENGINE_SCOPE}) {
      Bindings bindings = with.getBindings(scope);
      if (bindings != null) {
        bindings.forEach((name, value) -> {
          if (Lexeme.isName(name)) { // others, such as javax.script.filename, are not for programs
            grad.set(name, value);
            given.put(name, grad.get(name).content());
          }
        });
      }
    }
    return given;
  }

  /** Makes those variables bindings that are new or have another value. */
  private void take(ScriptContext with, Map<String, Object> given) {
    Bindings bindings = with.getBindings(ScriptContext.ENGINE_SCOPE);
    for (String name : grad.names()) {
      Value value = grad.get(name);
      if (given.get(name) != value.content()) {
        bindings.put(name, value.as(Object.class));
      }
    }
  }

  private static ScriptException exception(GradException e) {
    int column = e.diagnostics().getFirst().span().start();
    String before = e.diagnostics().getFirst().source().text().substring(0, column);
    ScriptException exception =
        new ScriptException(
            e.kind() + ": " + e.message(), e.source(), e.line(), column - before.lastIndexOf('\n'));
    exception.initCause(e);
    return exception;
  }

  @Override
  public Bindings createBindings() {
    return new SimpleBindings();
  }

  @Override
  public GradScriptEngineFactory getFactory() {
    return factory;
  }

  @Override
  public CompiledScript compile(String code) throws ScriptException {
    try {
      return new Compiled(grad.compileOpen(name(context), code));
    } catch (GradException e) {
      throw exception(e);
    }
  }

  @Override
  public CompiledScript compile(Reader reader) throws ScriptException {
    return compile(text(reader));
  }

  /** A program that was compiled once. */
  private final class Compiled extends CompiledScript {
    private final Script script;

    Compiled(Script script) {
      this.script = script;
    }

    @Override
    public @Nullable Object eval(ScriptContext with) throws ScriptException {
      return inside(with, () -> grad.eval(script));
    }

    @Override
    public ScriptEngine getEngine() {
      return GradScriptEngine.this;
    }
  }

  @Override
  public @Nullable Object invokeFunction(String name, @Nullable Object... arguments)
      throws ScriptException, NoSuchMethodException {
    Value function = grad.find(name).orElseThrow(() -> new NoSuchMethodException(name));
    return inside(context, () -> function.call(arguments));
  }

  @Override
  public @Nullable Object invokeMethod(Object target, String name, @Nullable Object... arguments)
      throws ScriptException, NoSuchMethodException {
    Value method = value(target).attribute(name).orElseThrow(() -> new NoSuchMethodException(name));
    return inside(context, () -> method.call(arguments));
  }

  private static Value value(Object target) {
    if (Objects.requireNonNull(target, "target") instanceof Value value) {
      return value;
    }
    throw new IllegalArgumentException(
        "methods are called on what a program gave as a Value, not on a "
            + target.getClass().getTypeName());
  }

  @Override
  public <T> @Nullable T getInterface(Class<T> type) {
    requireInterface(type);
    try {
      return grad.as(type);
    } catch (GradException e) {
      return null; // a method has no function
    }
  }

  @Override
  public <T> @Nullable T getInterface(Object target, Class<T> type) {
    requireInterface(type);
    try {
      return value(target).as(type);
    } catch (GradException e) {
      return null;
    }
  }

  private static void requireInterface(@Nullable Class<?> type) {
    if (type == null || !type.isInterface()) {
      throw new IllegalArgumentException(type + " is not an interface");
    }
  }
}
