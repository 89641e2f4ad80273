package org.gradlang.value;

import java.util.AbstractList;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.RandomAccess;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.LargeArrays;
import org.jspecify.annotations.Nullable;

/**
 * A list, as Python's. As a {@code java.util.List} its elements compare as Java's do; scripts
 * compare with {@link Operators}.
 *
 * <p>A list may be {@linkplain #lazily(Iterator) lazy}: its elements are made when first asked for,
 * so that {@code any(map(f, xs))} stops early. Nothing else tells it from any other list.
 */
public final class ListValue extends AbstractList<Object> implements RandomAccess {
  private static final Object[] EMPTY = {};

  /** Elements from which on it takes a while to move them. */
  private static final int MANY = 1 << 22;

  /** Bytes of a list that is still to be made, and of what makes it. */
  private static final int LAZY = 160;

  private @Nullable Object[] elements;
  private int size;
  private @Nullable Iterator<?> pending;

  /** How many elements {@code next()} took; -1 of a list that it does not take. */
  private int taken = -1;

  /** An empty list. */
  public ListValue() {
    elements = EMPTY;
  }

  /** A list of the elements of {@code values}. */
  public ListValue(Collection<?> values) {
    ValueRoom.forElements(values.size());
    elements = ValueRoom.hold(values.toArray());
    size = elements.length;
  }

  private ListValue(@Nullable Object[] elements, int size) {
    this.elements = elements;
    this.size = size;
  }

  /** A list of these elements; the array is given away. */
  public static ListValue of(Object... elements) {
    return new ListValue(ValueRoom.hold(elements), elements.length);
  }

  /** An empty list with room for {@code capacity} elements. */
  public static ListValue withCapacity(int capacity) {
    return new ListValue(capacity == 0 ? EMPTY : room(capacity), 0);
  }

  /** A list of an array in which the first {@code distinct} elements repeat themselves. */
  static ListValue repeating(Object[] elements, int distinct) {
    return new ListValue(ValueRoom.holdRepeating(elements, distinct), elements.length);
  }

  private static Object[] room(int capacity) {
    Object[] empty = ValueRoom.array(capacity);
    ValueRoom.hold(empty, 0);
    return empty;
  }

  /** Lets {@code next()} take the elements, as where Python has an iterator; gives this list. */
  public ListValue asIterator() {
    taken = 0;
    return this;
  }

  /** Whether {@code next()} may take the elements. */
  public boolean isIterator() {
    return taken >= 0;
  }

  /** The element that {@code next()} takes; null where none is left. */
  public @Nullable Object take() {
    return taken < size() ? get(taken++) : null;
  }

  /** A list of what {@code source} gives, made one by one as it is asked for. */
  public static ListValue lazily(Iterator<?> source) {
    ListValue list = new ListValue();
    list.pending = source;
    return ValueRoom.hold(list, LAZY);
  }

  /**
   * The elements, for a list that nobody else holds: where it is still to be made, its elements are
   * not kept.
   */
  public Iterator<?> consumed() {
    Iterator<?> source = pending;
    return source == null || size > 0 ? iterator() : source;
  }

  @Override
  public Object get(int index) {
    fill();
    return element(Objects.checkIndex(index, size));
  }

  private Object element(int index) {
    return elements[index];
  }

  @Override
  public Object set(int index, Object value) {
    fill();
    Object before = element(Objects.checkIndex(index, size));
    elements[index] = value;
    return before;
  }

  @Override
  public int size() {
    fill();
    return size;
  }

  @Override
  public boolean add(Object value) {
    fill();
    push(value);
    return true;
  }

  @Override
  public void add(int index, Object value) {
    fill();
    Objects.checkIndex(index, size + 1);
    splice(index, index, value);
  }

  @Override
  public boolean addAll(Collection<?> values) {
    fill();
    if (values instanceof ListValue list) {
      append(list);
      return !list.isEmpty();
    }
    Object[] more = values.toArray();
    reserve((long) size + more.length);
    LargeArrays.copy(more, 0, elements, size, more.length);
    size += more.length;
    modCount++;
    return more.length != 0;
  }

  /** Appends all elements of a value that can be iterated; it may be this list. */
  public void extend(Object values) {
    fill();
    if (values instanceof ListValue list) {
      append(list);
    } else {
      addAll(Iteration.list(values));
    }
  }

  private void append(ListValue list) {
    int count = list.size();
    reserve((long) size + count);
    LargeArrays.copy(list.elements, 0, elements, size, count);
    size += count;
    modCount++;
  }

  /** Takes the elements of a list that nobody else holds. */
  void become(ListValue list) {
    list.fill();
    pending = null;
    elements = list.elements;
    size = list.size;
    modCount++;
  }

  /** Copies all elements to an array, from a place on. */
  void copyTo(Object[] array, int at) {
    fill();
    LargeArrays.copy(elements, 0, array, at, size);
  }

  @Override
  public Object remove(int index) {
    fill();
    Object removed = element(Objects.checkIndex(index, size));
    splice(index, index + 1);
    return removed;
  }

  @Override
  protected void removeRange(int from, int to) {
    if (to - from == size) {
      pending = null;
      elements = EMPTY;
      size = 0;
      modCount++;
    } else {
      splice(from, to);
    }
  }

  /**
   * Puts elements in the place of those from one index to before another. Where many move, they do
   * so into a new array: who stops it changes nothing.
   */
  void splice(int from, int to, Object... given) {
    fill();
    int before = size;
    int rest = before - to;
    long after = (long) from + given.length + rest;
    if (rest < MANY && given.length < MANY) {
      reserve(after);
      System.arraycopy(elements, to, elements, from + given.length, rest);
      System.arraycopy(given, 0, elements, from, given.length);
      size = (int) after;
      modCount++;
      if (size < before) {
        LargeArrays.clear(elements, size, before);
      }
    } else {
      Object[] spliced = ValueRoom.array(after);
      LargeArrays.copy(elements, 0, spliced, 0, from);
      LargeArrays.copy(given, 0, spliced, from, given.length);
      LargeArrays.copy(elements, to, spliced, from + given.length, rest);
      replaceAll(spliced);
    }
  }

  /** Turns the order around: in a new array, so that who stops it changes nothing. */
  public void reverse() {
    fill();
    Object[] turned = ValueRoom.array(size);
    Context context = Context.current();
    for (int i = 0; i < turned.length; i++) {
      context.reached(i);
      turned[i] = element(size - 1 - i);
    }
    replaceAll(turned);
  }

  @Override
  public Object[] toArray() {
    fill();
    return LargeArrays.copyOf(elements, size);
  }

  /** Replaces all elements; the array is given away. */
  void replaceAll(Object[] values) {
    pending = null;
    elements = ValueRoom.hold(values);
    size = values.length;
    modCount++;
  }

  /** Makes the elements that are still to be made. */
  private void fill() {
    while (pending != null) {
      pull();
    }
  }

  /** Makes one more element, if there is one. */
  private boolean pull() {
    Iterator<?> source = pending;
    if (source == null || !source.hasNext()) {
      pending = null;
      return false;
    }
    push(source.next());
    return true;
  }

  private void push(Object value) {
    reserve(size + 1L);
    elements[size++] = value;
    modCount++;
  }

  private void reserve(long capacity) {
    if (capacity > elements.length) {
      elements = LargeArrays.copyOf(elements, ValueRoom.grown(elements.length, capacity));
      ValueRoom.hold(elements, size);
    }
  }

  /** In order; what is appended meanwhile is seen, as in Python. */
  @Override
  public Rounds iterator() {
    return new Rounds();
  }

  /** Goes through the elements. */
  public final class Rounds implements ClosingIterator {
    private final Context context = Context.current();
    private int next;

    private Rounds() {}

    @Override
    public boolean hasNext() {
      return next < size || pull();
    }

    @Override
    public Object next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      context.reached(next);
      return element(next++);
    }

    @Override
    public void close() {
      if (pending != null) {
        ClosingIterator.close(pending);
      }
    }
  }
}
