package org.gradlang.tensor;

/** The types of elements, in the order of promotion. */
public enum DType {
  BOOL("bool", "torch.bool", 1),
  INT64("int64", "torch.int64", 8),
  FLOAT32("float32", "torch.float32", 4),
  FLOAT64("float64", "torch.float64", 8);

  private final String text;
  private final String printed;
  private final int bytes;

  DType(String text, String printed, int bytes) {
    this.text = text;
    this.printed = printed;
    this.bytes = bytes;
  }

  /** The name in Grad, such as {@code float32}. */
  public String text() {
    return text;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return this == FLOAT32 || this == FLOAT64;
  }

  /** The dtype of a result of tensors of both dtypes, both of one or more dimensions. */
  public DType promote(DType other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The form PyTorch prints, such as {@code torch.float32}. */
  @Override
  public String toString() {
    return printed;
  }
}
