package org.gradlang.op.signature;

import org.jspecify.annotations.Nullable;

/**
 * One parameter of a {@link Signature}.
 *
 * @param type what it takes
 * @param optional whether None is taken; it is bound as Java's null ({@code any} keeps None)
 * @param required whether it has no default
 * @param standard the default, as bound; null for None
 * @param standardText the default as written, empty if there is none
 * @param keywordOnly whether it stands after {@code *}
 * @param variadic whether it takes all further positional arguments, one by one or as one list
 */
public record Parameter(
    String name,
    ParameterType type,
    boolean optional,
    boolean required,
    @Nullable Object standard,
    String standardText,
    boolean keywordOnly,
    boolean variadic) {

  /** As in a signature: {@code dim: ints? = None}. */
  @Override
  public String toString() {
    String declared = (variadic ? "*" : "") + name + ": " + type.text() + (optional ? "?" : "");
    return required ? declared : declared + " = " + standardText;
  }
}
