package org.gradlang;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Callable;
import org.gradlang.value.Indexing;
import org.gradlang.value.Members;
import org.gradlang.value.Representation;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** A value of a program, as a host sees it. Belongs to the engine that gave it. */
public final class Value {
  private final Grad grad;
  private final Object content;

  Value(Grad grad, Object content) {
    this.grad = grad;
    this.content = content;
  }

  /** Whether this is None. */
  public boolean isNone() {
    return content == None.NONE;
  }

  /** An int. */
  public long asLong() {
    return only(Long.class, "an int");
  }

  /** A float, an int, or the one number of a tensor. */
  public double asDouble() {
    Object number =
        content instanceof Tensor tensor && tensor.numel() == 1
            ? grad.confined(tensor::item)
            : content;
    if (number instanceof Number found) {
      return found.doubleValue();
    }
    throw wrong("a number");
  }

  /** A bool. */
  public boolean asBoolean() {
    return only(Boolean.class, "a bool");
  }

  /** A text. */
  public String asString() {
    return only(String.class, "a text");
  }

  /** A tensor. */
  public Tensor asTensor() {
    return only(Tensor.class, "a tensor");
  }

  /** The elements of a list or tuple, as values. */
  public List<Value> asList() {
    List<?> list = only(List.class, "a list");
    return grad.confined(() -> list.stream().map(element -> new Value(grad, element)).toList());
  }

  /** The entries of a dict whose keys are texts. */
  public Map<String, Value> asMap() {
    Map<?, ?> dict = only(Map.class, "a dict");
    return grad.confined(() -> entries(dict));
  }

  private Map<String, Value> entries(Map<?, ?> dict) {
    Map<String, Value> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw wrong("a dict whose keys are all texts");
      }
      entries.put(key, new Value(grad, entry.getValue()));
    }
    return entries;
  }

  /**
   * This as a Java type: a number or its box, a text, a {@link Tensor}, an array of primitives or
   * objects (of a list or tensor), a {@link List}, {@link java.util.Set} or {@link Map}, an enum
   * (by name), a record (of a dict with its components' names, an object with such attributes, or a
   * tuple), {@link Value}, or an interface: one with a single method over a function, one with
   * several over a value that has functions as attributes, such as an instance of a module. None is
   * null. Lists and dicts are copied; ints become floats, but nothing is rounded or cut.
   *
   * @throws GradException a TypeError where this is something else
   */
  public <T> @Nullable T as(Class<T> type) {
    return grad.inside(() -> {
      @SuppressWarnings("unchecked") // also of primitive types, whose class casts nothing
      T result = (T) new JavaValues(grad).toJava(content, type);
      return result;
    });
  }

  /**
   * This as immutable data that other engines and threads can have too.
   *
   * @throws GradException a TypeError where it is not plain data
   */
  public Frozen freeze() {
    return grad.inside(() -> Frozen.of(content));
  }

  /** The attribute {@code x.name}; empty where there is none. */
  public Optional<Value> attribute(String name) {
    return grad.inside(
        () -> Optional.ofNullable(Members.find(content, name)).map(v -> new Value(grad, v)));
  }

  /** The names that {@link #attribute} knows. */
  public Collection<String> attributes() {
    return grad.confined(() -> Members.names(content));
  }

  /**
   * The element {@code x[index]} of a list, tuple, dict or tensor; empty for anything else.
   *
   * @throws GradException where there is no such element
   */
  public Optional<Value> element(Object index) {
    boolean container =
        content instanceof List || content instanceof Map || content instanceof Tensor;
    return container
        ? Optional.of(grad.inside(() -> new Value(grad, Indexing.get(content, index))))
        : Optional.empty();
  }

  /** What this is called as a type: {@code int}, {@code list}, {@code Net}. */
  public String typeName() {
    return Types.name(content);
  }

  /** Whether this can be called. */
  public boolean canCall() {
    return content instanceof Callable;
  }

  /** Calls a function or module instance with positional arguments. */
  public Value call(Object... arguments) {
    return grad.call(content, arguments);
  }

  /** What this is to programs: a {@code Long}, a {@code Tensor}, a list ... */
  public Object content() {
    return content;
  }

  /**
   * What a REPL shows: this as scripts write it, where lists, dicts and texts of more than about
   * {@code limit} characters are cut.
   */
  public String summary(int limit) {
    return grad.inside(() -> Representation.summary(content, limit));
  }

  private <T> T only(Class<T> type, String wanted) {
    if (!type.isInstance(content)) {
      throw wrong(wanted);
    }
    return type.cast(content);
  }

  private GradException wrong(String wanted) {
    return grad.exception(
        new GradError(ErrorKind.TYPE, "this value is not " + wanted + " but " + described()));
  }

  private String described() {
    return content instanceof Tensor tensor
        ? "a tensor of shape " + tensor.layout()
        : "of type " + Types.name(content);
  }

  /** What {@code print} shows. */
  @Override
  public String toString() {
    return grad.inside(() -> Representation.str(content));
  }
}
