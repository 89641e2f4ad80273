package org.gradlang.value;

import java.util.Arrays;
import java.util.List;

/**
 * What a call hands over: the last {@code keywords.length} values belong to the keywords, the ones
 * before are positional.
 *
 * <p>The arrays are not copied; who makes an {@code Arguments} gives them away.
 */
@SuppressWarnings("ArrayRecordComponent") // made at every call, and never compared
public record Arguments(Object[] values, String[] keywords) {
  private static final String[] NO_KEYWORDS = {};

  /** No arguments. */
  public static final Arguments NONE = new Arguments(new Object[0], NO_KEYWORDS);

  /** Positional arguments only. */
  public static Arguments of(Object... values) {
    return new Arguments(values, NO_KEYWORDS);
  }

  /** The elements of {@code values} as positional arguments. */
  public static Arguments spreading(List<?> values) {
    return new Arguments(values.toArray(), NO_KEYWORDS);
  }

  /** How many values are positional. */
  public int positional() {
    return values.length - keywords.length;
  }

  /** The positional value at {@code index}. */
  public Object get(int index) {
    return values[index];
  }

  public boolean hasKeywords() {
    return keywords.length != 0;
  }

  /** The value of the keyword at {@code index} in {@link #keywords}. */
  public Object keywordValue(int index) {
    return values[positional() + index];
  }

  /** These arguments behind one more positional value: a method's, behind its target. */
  public Arguments prepend(Object first) {
    Object[] longer = new Object[values.length + 1];
    longer[0] = first;
    System.arraycopy(values, 0, longer, 1, values.length);
    return new Arguments(longer, keywords);
  }

  /** The positional values. */
  public Object[] positionalValues() {
    return hasKeywords() ? Arrays.copyOf(values, positional()) : values;
  }
}
