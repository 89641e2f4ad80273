package org.gradlang.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gradlang.op.signature.DTypeLike;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.method.MethodTables;
import org.jspecify.annotations.Nullable;

/** The types that are always there: {@code int}, {@code list} and the like. */
public class StandardType implements ValueType, Documented {
  /** Bytes of a generator of random numbers: its state is 624 words. */
  private static final int GENERATOR_BYTES = 2600;

  public static final StandardType INT =
      new NumberType(
          "int", v -> v instanceof Long || v instanceof Boolean, DType.INT64, intMaker());
  public static final StandardType FLOAT =
      new NumberType("float", v -> v instanceof Double, DType.FLOAT64, floatMaker());
  public static final StandardType BOOL =
      new NumberType("bool", v -> v instanceof Boolean, DType.BOOL, boolMaker());
  public static final StandardType STR =
      new StandardType("str", v -> v instanceof String, strMaker());
  public static final StandardType LIST =
      new StandardType("list", v -> v instanceof ListValue, listMaker());
  public static final StandardType TUPLE =
      new StandardType("tuple", v -> v instanceof TupleValue, tupleMaker());
  public static final StandardType DICT =
      new StandardType("dict", v -> v instanceof Map<?, ?>, DictMaker.callable());
  public static final StandardType RANGE =
      new StandardType("range", v -> v instanceof RangeValue, rangeMaker());
  public static final StandardType SLICE =
      new StandardType("slice", v -> v instanceof SliceValue, sliceMaker());
  public static final StandardType TYPE =
      new StandardType("type", v -> v instanceof ValueType, typeMaker());
  public static final StandardType TENSOR =
      new StandardType(
          "torch.Tensor", v -> v instanceof Tensor, TensorMaker.of("torch.Tensor", null));
  public static final StandardType GENERATOR =
      new StandardType("torch.Generator", v -> v instanceof Generator, generatorMaker());
  public static final StandardType DTYPE =
      new StandardType("torch.dtype", v -> v instanceof DType, null);
  private static final StandardType NONE =
      new StandardType("NoneType", v -> v instanceof None, null);
  private static final StandardType FUNCTION =
      new StandardType("function", v -> v instanceof Callable, null);
  private static final StandardType OBJECT = new StandardType("object", v -> true, null);

  private static final List<StandardType> ALL =
      List.of(
          BOOL, INT, FLOAT, STR, LIST, TUPLE, DICT, RANGE, SLICE, TYPE, TENSOR, GENERATOR, DTYPE,
          NONE, FUNCTION, OBJECT);

  /** The class of a type's values, where their methods can be had from the type. */
  private static final Map<StandardType, Class<?>> VALUES =
      Map.of(
          INT,
          Long.class,
          FLOAT,
          Double.class,
          STR,
          String.class,
          LIST,
          ListValue.class,
          TUPLE,
          TupleValue.class,
          DICT,
          DictValue.class,
          TENSOR,
          Tensor.class);

  private final String name;
  private final Predicate<Object> test;
  private final @Nullable Callable maker;

  private StandardType(String name, Predicate<Object> test, @Nullable Callable maker) {
    this.name = name;
    this.test = test;
    this.maker = maker;
  }

  /** A type of numbers, which stands for a dtype too. */
  private static final class NumberType extends StandardType implements DTypeLike {
    private final DType dtype;

    NumberType(String name, Predicate<Object> test, DType dtype, Callable maker) {
      super(name, test, maker);
      this.dtype = dtype;
    }

    @Override
    public DType asDType() {
      return dtype;
    }
  }

  /** The type of a value that does not know its own. */
  static StandardType of(Object value) {
    for (StandardType type : ALL) {
      if (type.includes(value)) {
        return type;
      }
    }
    return OBJECT;
  }

  /** {@code str.lower}: the method that values of the type have, as a function; or null. */
  @Nullable Object member(String name) {
    if (this == DICT && name.equals("fromkeys")) {
      return DictMaker.fromKeys();
    }
    Class<?> values = VALUES.get(this);
    Method method = values == null ? null : Members.method(values, name);
    return method == null ? null : new TypeMethod(this, method);
  }

  /** The names that {@link #member} knows. */
  Collection<String> members() {
    List<String> names = new ArrayList<>(List.of("__name__"));
    Class<?> values = VALUES.get(this);
    if (values != null) {
      names.addAll(MethodTables.names(values));
    }
    if (this == DICT) {
      names.add("fromkeys");
    }
    return names;
  }

  /** Without the namespace: {@code Tensor}. */
  @Override
  public String name() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public boolean includes(Object value) {
    return test.test(value);
  }

  @Override
  public Object call(Arguments arguments) {
    if (maker == null) {
      throw new GradError(ErrorKind.TYPE, "values of type " + name + " are not made by calling it");
    }
    return maker.call(arguments);
  }

  @Override
  public @Nullable Builtin builtin() {
    return maker instanceof Builtin made && made.name().equals(name) ? made : null;
  }

  @Override
  public String signature() {
    return maker instanceof Documented known ? known.signature() : name;
  }

  @Override
  public String documentation() {
    return maker instanceof Documented known ? known.documentation() : "";
  }

  @Override
  public String toString() {
    return "<class '" + name + "'>";
  }

  private static Callable intMaker() {
    return Builtin.of(
        "int(x: any = 0, base: int? = None)",
        "An int from a number, cut towards zero, or from a text in a base.",
        a -> Conversion.toInt(a[0], (Long) a[1]));
  }

  private static Callable floatMaker() {
    return Builtin.of(
        "float(x: any = 0)",
        "A float from a number or a text. As a dtype, float64.",
        a -> Conversion.toFloat(a[0]));
  }

  private static Callable boolMaker() {
    return Builtin.of(
        "bool(x: any = False)",
        "Whether a value counts as true: None, zero and what is empty do not.",
        a -> Truth.of(a[0]));
  }

  private static Callable strMaker() {
    return Builtin.of(
        "str(x: any = '')",
        "The text of a value, as print shows it.",
        a -> Representation.str(a[0]));
  }

  private static Callable listMaker() {
    return Builtin.of(
        "list(iterable: any = ())",
        "A new list of the elements of anything that can be iterated.",
        a -> Iteration.list(a[0]));
  }

  private static Callable tupleMaker() {
    return Builtin.of(
        "tuple(iterable: any = ())",
        "A tuple of the elements of anything that can be iterated.",
        a ->
            a[0] instanceof TupleValue same && !same.isSize()
                ? same
                : TupleValue.copyOf(Iteration.list(a[0])));
  }

  private static Callable rangeMaker() {
    return Builtin.of(
        "range(start: any, stop: any = None, step: any = 1)",
        "The ints from start (or 0, if only one argument is given) to before stop.",
        a -> Conversion.toRange(a[0], a[1], a[2]));
  }

  private static Callable sliceMaker() {
    return Builtin.unbound(
        "slice",
        "slice(start, stop, step)",
        "The positions start:stop:step as a value: x[slice(1, 3)] is x[1:3].",
        Conversion::toSlice);
  }

  private static Callable generatorMaker() {
    return Builtin.of(
        "Generator(device: device = 'cpu')",
        "A source of random numbers of its own.",
        a -> ValueRoom.hold(new Generator(), GENERATOR_BYTES));
  }

  private static Callable typeMaker() {
    return Builtin.of(
        "type(x: any)",
        "The type of a value; of an instance of a module, the module's constructor.",
        a -> Types.of(a[0]));
  }
}
