package org.gradlang.op.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The name and the typed parameters of a function, read from text such as {@code sum(input: tensor,
 * dim: ints? = None, *, keepdim: bool = False)}.
 *
 * <p>Immutable. {@link ParameterType} lists the types; {@code ?} admits None; {@code *shape: ints}
 * takes ints one by one or as one list.
 */
public final class Signature {
  /** What PyTorch calls the tensor that a result is written into. */
  public static final String OUT = "out";

  /** What to do where a call has {@link #OUT}. */
  public static final String NO_OUT =
      "results are always new tensors; to write one into y: y.copy_(...)";

  private final String text;
  private final String name;
  private final Parameter[] parameters;
  private final String[] names; // interned, as the literals that declarations ask with
  private final int positional;

  /** So many parameters take one positional value each. */
  private final int single;

  /** Up to the last one without which there is no call. */
  private final int required;

  private final @Nullable Object @Nullable [] standards; // for calls with two values

  private Signature(String text, String name, Parameter[] parameters) {
    this.text = text;
    this.name = name;
    this.parameters = parameters;
    this.names = Arrays.stream(parameters).map(each -> each.name().intern()).toArray(String[]::new);
    int count = 0;
    while (count < parameters.length && !parameters[count].keywordOnly()) {
      count++;
    }
    this.positional = count;
    this.single = isVariadic() ? count - 1 : count;
    int least = parameters.length;
    while (least > 0 && !parameters[least - 1].required()) {
      least--;
    }
    this.required = least;
    this.standards = standards(this.parameters, count);
  }

  /** Reads a signature; a mistake in it is an IllegalArgumentException. */
  public static Signature parse(String text) {
    SignatureReader reader = new SignatureReader(text);
    String name = reader.name();
    return new Signature(text, name, reader.parameters());
  }

  public String name() {
    return name;
  }

  public List<Parameter> parameters() {
    return List.of(parameters);
  }

  /** The place of a parameter, or -1. */
  @SuppressWarnings(
      "ReferenceEquality") // first: what declarations ask for is found without a look at letters
  public int indexOf(String parameter) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == parameter) {
        return i;
      }
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(parameter)) {
        return i;
      }
    }
    return -1;
  }

  /** What the first tensor is called: in PyTorch's calls, in its documentation, of a vector. */
  private static final Set<String> FIRST = Set.of("input", "A", "a", "x");

  /**
   * The place of the parameter that a keyword names, by its own name, by NumPy's, or by the other
   * name that PyTorch has for it; or -1.
   */
  private int keyword(String keyword) {
    int index = indexOf(keyword);
    if (index >= 0) {
      return index;
    }
    return switch (keyword) {
      case "axis" -> indexOf("dim");
      case "keepdims" -> indexOf("keepdim");
      case "x1" -> indexOf("input");
      case "x2" -> indexOf("other");
      case "b", "other" -> indexOf("B");
      default ->
          FIRST.contains(keyword) && parameters.length > 0 && FIRST.contains(parameters[0].name())
              ? 0
              : -1;
    };
  }

  /** The place of a parameter that must be there. */
  public int require(String parameter) {
    int index = indexOf(parameter);
    if (index < 0) {
      throw new IllegalArgumentException("no parameter " + parameter + " in " + text);
    }
    return index;
  }

  /** Whether the number and the names of the arguments fit; their types are not looked at. */
  public boolean fits(int positionalCount, String[] keywords) {
    if (positionalCount > positional && !isVariadic()) {
      return false;
    }
    int required = 0;
    for (int i = 0; i < parameters.length; i++) {
      boolean named = isNamed(i, keywords);
      if (parameters[i].required() && i >= positionalCount && !named) {
        return false;
      }
      required += named ? 1 : 0;
    }
    return required == keywords.length;
  }

  private boolean isNamed(int parameter, String[] keywords) {
    for (String keyword : keywords) {
      if (keyword(keyword) == parameter) {
        return true;
      }
    }
    return false;
  }

  /** Whether every tensor among arguments that fit meets a parameter that takes tensors. */
  public boolean takesTensors(Object[] values, String[] keywords) {
    int count = values.length - keywords.length;
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Tensor) {
        int place = i < count ? Math.min(i, positional - 1) : indexOf(keywords[i - count]);
        if (!parameters[place].type().takesTensors()) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isVariadic() {
    return positional > 0 && parameters[positional - 1].variadic();
  }

  public Parameter parameter(int index) {
    return parameters[index];
  }

  public int size() {
    return parameters.length;
  }

  /**
   * Arguments in the order of the parameters, checked and converted.
   *
   * @param values positional values, then those of the keywords
   * @param keywords the names for the last values; empty for none
   * @throws GradError a TypeError that names the function and the argument
   */
  public @Nullable Object[] bind(Object[] values, String[] keywords) {
    @Nullable Object[] bound = new @Nullable Object[parameters.length];
    long given = bindPositional(values, values.length - keywords.length, bound);
    given = bindKeywords(values, keywords, bound, given);
    for (int i = 0; i < parameters.length; i++) {
      if ((given >> i & 1) == 0) {
        if (parameters[i].required()) {
          throw missing(parameters[i]);
        }
        bound[i] = parameters[i].standard();
      }
    }
    return bound;
  }

  /**
   * What {@link #bind} gives for two values where they are bound as they are; else null. Operators
   * call so, and small tensors feel each array and each loop in between.
   */
  public @Nullable Object @Nullable [] bindTwo(Object a, Object b) {
    @Nullable Object[] rest = standards;
    if (rest == null || !isReady(0, a) || !isReady(1, b)) {
      return null;
    }
    @Nullable Object[] bound = rest.clone();
    bound[0] = a;
    bound[1] = b;
    return bound;
  }

  /**
   * What {@link #bind} gives for a first value and others where all are bound as they are; else
   * null. Methods are called so.
   */
  public @Nullable Object @Nullable [] bindReady(Object first, Object[] others) {
    int count = others.length + 1;
    if (count < required || count > single || !isReady(0, first)) {
      return null;
    }
    @Nullable Object[] bound = new @Nullable Object[parameters.length];
    bound[0] = first;
    for (int i = 1; i < count; i++) {
      if (!isReady(i, others[i - 1])) {
        return null;
      }
      bound[i] = others[i - 1];
    }
    for (int i = count; i < bound.length; i++) {
      bound[i] = parameters[i].standard();
    }
    return bound;
  }

  /** Whether so many positional values make a call, each for a parameter of its own. */
  public boolean takes(int count) {
    return count >= required && count <= single;
  }

  /**
   * The class of which all values are bound to a parameter as they are; null where it takes more
   * than a look at their class.
   */
  public @Nullable Class<?> readyClass(int place) {
    return Conversions.readyClass(parameters[place].type());
  }

  private boolean isReady(int place, Object value) {
    return Conversions.isReady(this, parameters[place], value);
  }

  /** What a call with two values leaves out; null where there is no such call. */
  private static @Nullable Object @Nullable [] standards(Parameter[] parameters, int positional) {
    if (positional < 2 || parameters[0].variadic() || parameters[1].variadic()) {
      return null;
    }
    @Nullable Object[] standards = new @Nullable Object[parameters.length];
    for (int i = 2; i < parameters.length; i++) {
      if (parameters[i].required()) {
        return null;
      }
      standards[i] = parameters[i].standard();
    }
    return standards;
  }

  private long bindPositional(Object[] values, int count, @Nullable Object[] bound) {
    long given = 0;
    int i = 0;
    for (; i < count && i < positional; i++) {
      Parameter parameter = parameters[i];
      if (parameter.variadic() && takesSeveral(parameter, values, i, count)) {
        bound[i] = convert(parameter, List.of(values).subList(i, count));
        return given | 1L << i;
      }
      bound[i] = convert(parameter, values[i]);
      given |= 1L << i;
    }
    if (i < count) {
      throw tooMany(count);
    }
    return given;
  }

  /** One list stands for all further arguments, unless any value is taken. */
  private static boolean takesSeveral(Parameter parameter, Object[] values, int from, int count) {
    return parameter.type() == ParameterType.ANY
        || count - from != 1
        || !(values[from] instanceof List);
  }

  private long bindKeywords(
      Object[] values, String[] keywords, @Nullable Object[] bound, long given) {
    long known = given;
    int first = values.length - keywords.length;
    for (int k = 0; k < keywords.length; k++) {
      int i = keyword(keywords[k]);
      if (i < 0) {
        throw unknown(keywords[k]);
      }
      if ((known >> i & 1) != 0) {
        throw error("got the argument '" + keywords[k] + "' twice");
      }
      bound[i] = convert(parameters[i], values[first + k]);
      known |= 1L << i;
    }
    return known;
  }

  private @Nullable Object convert(Parameter parameter, Object value) {
    return Conversions.convert(this, parameter, value);
  }

  private GradError missing(Parameter parameter) {
    return error("is missing the argument '" + parameter.name() + "'");
  }

  private GradError tooMany(int count) {
    return error(
        "takes "
            + positional
            + " positional argument"
            + (positional == 1 ? "" : "s")
            + ", but got "
            + count);
  }

  private GradError unknown(String keyword) {
    StringJoiner names = new StringJoiner(", ");
    for (Parameter parameter : parameters) {
      names.add(parameter.name());
    }
    GradError error = error("has no parameter '" + keyword + "'");
    if (keyword.equals(OUT)) {
      return error.help(NO_OUT);
    }
    String near = Nearest.to(keyword, Arrays.stream(parameters).map(Parameter::name).toList());
    if (near != null) {
      error.help("did you mean '" + near + "'?");
    }
    return parameters.length == 0 ? error : error.help("its parameters are: " + names);
  }

  /** A TypeError that begins with the function's name. */
  public GradError error(String what) {
    return new GradError(ErrorKind.TYPE, name + "() " + what);
  }

  /** The signature as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
