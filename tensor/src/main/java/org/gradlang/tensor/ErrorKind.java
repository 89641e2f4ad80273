package org.gradlang.tensor;

/** The kinds of errors that a program can see; LANGUAGE.md section 7 lists them. */
public enum ErrorKind {
  NAME("NameError"),
  TYPE("TypeError"),
  SHAPE("ShapeError"),
  INDEX("IndexError"),
  KEY("KeyError"),
  VALUE("ValueError"),
  ATTRIBUTE("AttributeError"),
  AUTOGRAD("AutogradError"),
  ZERO_DIVISION("ZeroDivisionError"),
  OVERFLOW("OverflowError"),
  IMPORT("ImportError"),
  IO("IOError"),
  ASSERTION("AssertionError"),
  SYNTAX("SyntaxError"),
  LIMIT("LimitError"),
  ERROR("Error");

  private final String text;

  ErrorKind(String text) {
    this.text = text;
  }

  /** The name in scripts, such as {@code ShapeError}. */
  public String text() {
    return text;
  }

  /** The kind that scripts call by this name; {@link #ERROR} where there is none. */
  public static ErrorKind named(String text) {
    for (ErrorKind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    return ERROR;
  }
}
