package org.gradlang.jsr223;

import java.util.List;
import java.util.Locale;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import org.gradlang.Grad;
import org.jspecify.annotations.Nullable;

/** Finds Grad by its name, {@code grad}, its extension or its type. */
public final class GradScriptEngineFactory implements ScriptEngineFactory {
  /** Called by {@link java.util.ServiceLoader}. */
  public GradScriptEngineFactory() {}

  @Override
  public String getEngineName() {
    return "Grad";
  }

  @Override
  public String getEngineVersion() {
    String version = Grad.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0" : version;
  }

  @Override
  public List<String> getExtensions() {
    return List.of("grad");
  }

  @Override
  public List<String> getMimeTypes() {
    return List.of("text/x-grad", "application/x-grad");
  }

  @Override
  public List<String> getNames() {
    return List.of("grad", "Grad");
  }

  @Override
  public String getLanguageName() {
    return "Grad";
  }

  @Override
  public String getLanguageVersion() {
    return getEngineVersion();
  }

  /** Knows what {@link ScriptEngineFactory} lists; engines run in one thread at a time. */
  @Override
  public @Nullable Object getParameter(String key) {
    return switch (key) {
      case ScriptEngine.ENGINE -> getEngineName();
      case ScriptEngine.ENGINE_VERSION -> getEngineVersion();
      case ScriptEngine.LANGUAGE -> getLanguageName();
      case ScriptEngine.LANGUAGE_VERSION -> getLanguageVersion();
      case ScriptEngine.NAME -> getLanguageName().toLowerCase(Locale.ROOT);
      default -> null;
    };
  }

  @Override
  public String getMethodCallSyntax(String object, String method, String... arguments) {
    return object + "." + method + "(" + String.join(", ", arguments) + ")";
  }

  @Override
  public String getOutputStatement(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return "print(\"" + escaped + "\")";
  }

  @Override
  public String getProgram(String... statements) {
    return String.join("\n", statements) + "\n";
  }

  @Override
  public GradScriptEngine getScriptEngine() {
    return new GradScriptEngine(this);
  }
}
