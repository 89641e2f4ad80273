package org.gradlang.value;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.RandomAccess;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.jspecify.annotations.Nullable;

/**
 * A tuple, as Python's; perhaps with a type's name (a {@code torch.Size}) and names for its
 * elements (the {@code values} and {@code indices} of a {@code torch.return_types.max}).
 */
public final class TupleValue extends AbstractList<Object> implements RandomAccess, TypeNamed {
  /** The tuple of no elements. */
  public static final TupleValue EMPTY = new TupleValue("tuple", List.of(), new Object[0]);

  /** Elements from which on it takes a while to go through them. */
  private static final int LONG = 1 << 16;

  private final String typeName;
  private final List<String> names;
  private final Object[] elements;
  private final String shown;

  private TupleValue(String typeName, List<String> names, Object[] elements) {
    this(typeName, names, ValueRoom.hold(elements), "");
  }

  private TupleValue(String typeName, List<String> names, Object[] elements, String shown) {
    this.shown = shown;
    this.typeName = typeName;
    this.names = names;
    this.elements = elements;
  }

  /** A tuple of these elements; the array is given away. */
  public static TupleValue of(Object... elements) {
    return new TupleValue("tuple", List.of(), elements);
  }

  /** This tuple's elements over and over; sizes repeated are sizes. */
  TupleValue repeated(Object[] elements) {
    String type = isSize() ? typeName : "tuple";
    return new TupleValue(type, List.of(), ValueRoom.holdRepeating(elements, size()), "");
  }

  /** The elements of this tuple and another's; sizes before ints are sizes. */
  TupleValue followedBy(TupleValue other, Object[] all) {
    return isSize() && other.stream().allMatch(Long.class::isInstance) ? like(all) : of(all);
  }

  /** A tuple of the elements of {@code values}. */
  public static TupleValue copyOf(Collection<?> values) {
    ValueRoom.forElements(values.size());
    return of(values.toArray());
  }

  /** A {@code torch.Size}. */
  public static TupleValue size(int[] sizes) {
    return new TupleValue(
        "torch.Size", List.of(), Arrays.stream(sizes).mapToObj(Long::valueOf).toArray());
  }

  /**
   * A named tuple: {@code typeName} is what it prints, {@code names} name the elements in order.
   */
  public static TupleValue named(String typeName, List<String> names, Object... elements) {
    if (names.size() != elements.length) {
      throw new IllegalArgumentException("names and elements differ in number");
    }
    return new TupleValue(typeName, List.copyOf(names), elements);
  }

  /** A tuple of the same kind with other elements, as many; the array is given away. */
  public TupleValue withElements(Object[] others) {
    return new TupleValue(typeName, names, ValueRoom.hold(others), shown);
  }

  /** The same tuple, printed as a text of its own. */
  public TupleValue shownAs(String text) {
    return new TupleValue(typeName, names, elements, text);
  }

  /** What is printed in the place of the elements; empty for none. */
  String shown() {
    return shown;
  }

  /** {@code tuple}, {@code torch.Size}, or the name of a named tuple's type. */
  @Override
  public String typeName() {
    return typeName;
  }

  /** The names of the elements; empty unless this is a named tuple. */
  public List<String> names() {
    return names;
  }

  public boolean isSize() {
    return typeName.equals("torch.Size");
  }

  /** A tuple of the same kind with other elements: slices of a size are sizes. */
  TupleValue like(Object... others) {
    return isSize() ? new TupleValue(typeName, List.of(), others) : of(others);
  }

  @Override
  public Object get(int index) {
    return elements[index];
  }

  @Override
  public int size() {
    return elements.length;
  }

  /** In order; asks now and then whether to stop. */
  @Override
  public Iterator<Object> iterator() {
    return new Iterator<>() {
      private final @Nullable Context context = elements.length < LONG ? null : Context.current();
      private int next;

      @Override
      public boolean hasNext() {
        return next < elements.length;
      }

      @Override
      public Object next() {
        if (next >= elements.length) {
          throw new NoSuchElementException();
        }
        if (context != null) {
          context.reached(next);
        }
        return elements[next++];
      }
    };
  }

  /** Copies all elements to an array, from a place on. */
  void copyTo(Object[] array, int at) {
    LargeArrays.copy(elements, 0, array, at, elements.length);
  }

  @Override
  public Object[] toArray() {
    return LargeArrays.copyOf(elements, elements.length);
  }
}
