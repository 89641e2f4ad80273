package org.gradlang.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gradlang.op.Op;
import org.gradlang.op.signature.Parameter;
import org.gradlang.op.signature.ParameterType;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/** Random arguments for a signature: mostly of the right types, of any size. */
final class RandomArguments {
  private static final long[] LARGE = {
    1L << 31,
    (1L << 31) - 1,
    (1L << 31) - 20,
    (1L << 32) + 1,
    (1L << 33) + 3,
    1L << 62,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -(1L << 31),
    -(1L << 31) - 1,
    46341,
    65536,
    1000
  };
  private static final double[] REALS = {
    0,
    -0.0,
    0.5,
    1,
    -1,
    2,
    1e-5,
    1e30,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.1,
    3.7
  };
  private static final String[] WORDS = {
    "mean",
    "sum",
    "none",
    "max",
    "bilinear",
    "nearest",
    "bicubic",
    "linear",
    "area",
    "trilinear",
    "constant",
    "reflect",
    "replicate",
    "circular",
    "zeros",
    "border",
    "reflection",
    "tanh",
    "floor",
    "trunc",
    "fro",
    "nuc",
    "ij",
    "xy",
    "lower",
    "higher",
    "midpoint",
    "cpu",
    "cuda",
    "L",
    "U",
    "",
    "reduced",
    "complete",
    "r",
    "prod",
    "amax",
    "amin",
    "ij,jk->ik",
    "ii",
    "i->j",
    "Ä"
  };

  private final Random random;
  private final RandomTensors tensors;

  RandomArguments(Random random) {
    this.random = random;
    this.tensors = new RandomTensors(random);
  }

  /** A call from nothing but the signature. */
  RandomCall call(Op op) {
    List<Signature> ways = op.signatures();
    Signature signature = ways.get(random.nextInt(ways.size()));
    List<Object> values = new ArrayList<>();
    List<Object> named = new ArrayList<>();
    List<String> keywords = new ArrayList<>();
    for (Parameter parameter : signature.parameters()) {
      if (!parameter.required() && random.nextInt(2) == 0
          || parameter.required() && random.nextInt(60) == 0) {
        continue;
      }
      if (parameter.keywordOnly() || values.size() < keywords.size() || random.nextInt(10) == 0) {
        keywords.add(parameter.name());
        named.add(value(parameter));
      } else if (keywords.isEmpty()) {
        values.add(value(parameter));
      }
    }
    if (random.nextInt(40) == 0) {
      keywords.add(random.nextBoolean() ? "inputs" : "input");
      named.add(any());
    }
    if (random.nextInt(60) == 0) {
      values.add(any());
    }
    values.addAll(named);
    return of(op, values.toArray(), keywords.toArray(String[]::new));
  }

  /** A call as its operation's sample makes it, with some arguments changed. */
  RandomCall changed(RandomCall seed) {
    Object[] values = seed.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] instanceof Tensor x ? fresh(x) : values[i];
    }
    int changes = random.nextInt(3);
    for (int k = 0; k < changes && values.length > 0; k++) {
      int at = random.nextInt(values.length);
      values[at] = near(values[at]);
    }
    return of(seed.op(), values, seed.keywords());
  }

  private RandomCall of(Op op, Object[] values, String[] keywords) {
    boolean can = op.isMethod() && values.length > keywords.length && values[0] instanceof Tensor;
    return new RandomCall(op, values, keywords, can && (!op.isFunction() || random.nextBoolean()));
  }

  /** The same elements, in another dtype at times, and sometimes with a gradient. */
  private Tensor fresh(Tensor x) {
    Tensor copy = x.detach().copy();
    if (!x.dtype().isFloating()) {
      return copy;
    }
    Tensor chosen = random.nextInt(3) == 0 ? copy.to(DType.FLOAT64) : copy;
    if (random.nextInt(2) == 0) {
      chosen.setRequiresGrad(true);
      return random.nextBoolean() ? chosen : chosen.mul(1L);
    }
    return chosen;
  }

  /** Something like the value, or anything at all. */
  private Object near(Object value) {
    if (random.nextInt(4) == 0) {
      return any();
    }
    return switch (value) {
      case Tensor x when random.nextInt(3) == 0 -> x.detach().to(tensors.anyDType());
      case Tensor x when x.dim() > 0 && random.nextBoolean() -> resized(x);
      case Tensor x -> random.nextBoolean() ? x.unsqueeze(0) : tensors.next();
      case Long number -> random.nextBoolean() ? number + random.nextInt(-2, 3) : whole();
      case Double number -> real();
      case Boolean flag -> !flag;
      case String word -> WORDS[random.nextInt(WORDS.length)];
      case DType dtype -> tensors.anyDType();
      case List<?> list -> changed(list);
      default -> any();
    };
  }

  private Tensor resized(Tensor x) {
    int[] sizes = x.layout().sizes().clone();
    int d = random.nextInt(sizes.length);
    sizes[d] = Math.max(0, sizes[d] + random.nextInt(-2, 3));
    return tensors.of(x.dtype(), sizes);
  }

  private Object changed(List<?> list) {
    List<Object> copy = new ArrayList<>(list);
    if (copy.isEmpty() || random.nextInt(4) == 0) {
      copy.add(copy.isEmpty() ? any() : near(copy.getFirst()));
    } else if (random.nextInt(4) == 0) {
      copy.remove(random.nextInt(copy.size()));
    } else {
      int at = random.nextInt(copy.size());
      copy.set(at, near(copy.get(at)));
    }
    return list(copy);
  }

  private Object list(List<Object> values) {
    return random.nextBoolean() ? new ListValue(values) : TupleValue.of(values.toArray());
  }

  private Object value(Parameter parameter) {
    if (random.nextInt(20) == 0) {
      return any();
    }
    if (random.nextInt(parameter.optional() ? 3 : 40) == 0) {
      return None.NONE;
    }
    return of(parameter.type());
  }

  private Object any() {
    ParameterType[] types = ParameterType.values();
    ParameterType type = types[random.nextInt(types.length)];
    return type == ParameterType.ANY ? None.NONE : of(type);
  }

  private Object of(ParameterType type) {
    return switch (type) {
      case TENSOR -> random.nextInt(15) == 0 ? nested() : tensors.next();
      case TENSORS -> random.nextInt(10) == 0 ? tensors.next() : several(ParameterType.TENSOR);
      case NUMBER -> number();
      case OPERAND -> random.nextInt(3) == 0 ? number() : tensors.next();
      case INT -> whole();
      case INTS -> random.nextInt(3) == 0 ? whole() : several(ParameterType.INT);
      case FLOAT -> random.nextInt(4) == 0 ? number() : (Object) real();
      case FLOATS -> several(ParameterType.FLOAT);
      case BOOL -> random.nextBoolean();
      case STR -> WORDS[random.nextInt(WORDS.length)];
      case DTYPE -> tensors.anyDType();
      case DEVICE -> random.nextInt(4) == 0 ? "cuda" : "cpu";
      case GENERATOR -> new Generator();
      case FN -> Builtin.of("f(*xs: any)", "None.", args -> None.NONE);
      case ANY -> any();
    };
  }

  private Object several(ParameterType type) {
    List<Object> values = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      values.add(of(random.nextInt(60) == 0 ? ParameterType.ANY : type));
    }
    return list(values);
  }

  private Object nested() {
    return list(
        List.of(
            list(List.of(1L, 2.5)), list(random.nextBoolean() ? List.of(3L, true) : List.of(1L))));
  }

  private Object number() {
    return switch (random.nextInt(5)) {
      case 0 -> whole();
      case 1 -> random.nextBoolean();
      default -> real();
    };
  }

  private Double real() {
    return REALS[random.nextInt(REALS.length)];
  }

  private Long whole() {
    return random.nextInt(8) == 0
        ? LARGE[random.nextInt(LARGE.length)]
        : (Long) (long) random.nextInt(-3, 6);
  }
}
