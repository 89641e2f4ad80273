package org.gradlang.value;

import java.util.Iterator;
import org.gradlang.op.signature.TypeNamed;

/** What {@code iter(x)} gives: elements that are taken one by one, and only once. */
public final class IteratorValue implements Iterable<Object>, TypeNamed {
  private final Iterator<Object> elements;

  /** Takes its elements from {@code elements} alone. */
  public IteratorValue(Iterator<Object> elements) {
    this.elements = elements;
  }

  /** The elements that are left. */
  @Override
  public Iterator<Object> iterator() {
    return elements;
  }

  @Override
  public String typeName() {
    return "iterator";
  }

  @Override
  public String toString() {
    return "<iterator>";
  }
}
