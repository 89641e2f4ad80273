package org.gradlang.op.signature;

/** What a parameter takes, and as which Java type {@link Signature#bind} hands it on. */
public enum ParameterType {
  /** {@code Tensor}; a nested list of numbers is converted, a number becomes a 0-dim tensor. */
  TENSOR("tensor", "a tensor"),
  /** {@code Tensor[]}. */
  TENSORS("tensors", "a list of tensors"),
  /** {@code Long}, {@code Double} or {@code Boolean}; a one-element tensor gives its value. */
  NUMBER("number", "a number"),
  /** {@code Tensor}, {@code Long}, {@code Double} or {@code Boolean}; a list becomes a tensor. */
  OPERAND("operand", "a tensor or a number"),
  /** {@code Long}; a one-element int64 tensor gives its value. */
  INT("int", "an int"),
  /** {@code int[]}; one int gives an array of one. */
  INTS("ints", "an int or a list of ints"),
  /** {@code Double}. */
  FLOAT("float", "a number"),
  /** {@code double[]}; one number gives an array of one. */
  FLOATS("floats", "a number or a list of numbers"),
  /** {@code Boolean}. */
  BOOL("bool", "a bool"),
  /** {@code String}. */
  STR("str", "a str"),
  /** {@code DType}. */
  DTYPE("dtype", "a dtype"),
  /** {@code String}; only {@code "cpu"} is a device. */
  DEVICE("device", "a device"),
  /** {@code Generator}. */
  GENERATOR("generator", "a generator"),
  /** Anything that is not plainly data; the interpreter knows how to call it. */
  FN("fn", "a function"),
  /** The value as it is; None stays {@code None.NONE}. */
  ANY("any", "any value");

  private final String text;
  private final String described;

  ParameterType(String text, String described) {
    this.text = text;
    this.described = described;
  }

  /** The name in signatures. */
  public String text() {
    return text;
  }

  /** For messages: "must be a tensor". */
  public String described() {
    return described;
  }

  /** Whether a tensor is taken as such, not for a number that it holds. */
  public boolean takesTensors() {
    return switch (this) {
      case TENSOR, TENSORS, OPERAND, ANY -> true;
      case NUMBER, INT, INTS, FLOAT, FLOATS, BOOL, STR, DTYPE, DEVICE, GENERATOR, FN -> false;
    };
  }

  static ParameterType named(String text) {
    for (ParameterType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no parameter type " + text);
  }
}
