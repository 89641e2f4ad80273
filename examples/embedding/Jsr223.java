package embedding;

import java.util.List;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** Grad through {@code javax.script}, for applications that know script engines by name. */
public final class Jsr223 {
  private Jsr223() {}

  /** Runs the example. */
  public static void main(String[] args) throws ScriptException, NoSuchMethodException {
    ScriptEngine engine = new ScriptEngineManager().getEngineByName("grad");
    engine.put("prices", List.of(3, 4, 5.5));
    System.out.println("sum: " + engine.eval("sum(prices)"));

    CompiledScript slope =
        ((Compilable) engine).compile("autograd.grad((x ** 2).sum(), [x])[0].tolist()");
    engine.eval("let x = tensor([1., 2.], requires_grad=True)");
    System.out.println("slope: " + slope.eval());

    engine.eval("fn twice(x) { 2 * x }");
    System.out.println("twice: " + ((Invocable) engine).invokeFunction("twice", 21));
    try {
      engine.eval("let a = 1\na.b");
    } catch (ScriptException e) {
      System.out.println("line " + e.getLineNumber() + ": " + e.getCause().getMessage());
    }
  }
}
