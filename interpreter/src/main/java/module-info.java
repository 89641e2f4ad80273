import javax.script.ScriptEngineFactory;
import org.gradlang.Library;
import org.gradlang.jsr223.GradScriptEngineFactory;

/** The language: syntax, names, evaluation, and the interface for host programs. */
module org.gradlang.interpreter {
  requires org.gradlang.grammar;
  requires transitive java.scripting;
  requires transitive org.gradlang.tensor;
  requires static transitive org.jspecify;

  exports org.gradlang;
  exports org.gradlang.builtin;
  exports org.gradlang.jsr223;
  exports org.gradlang.syntax;
  exports org.gradlang.value;

  uses Library;

  provides ScriptEngineFactory with
      GradScriptEngineFactory;
}
