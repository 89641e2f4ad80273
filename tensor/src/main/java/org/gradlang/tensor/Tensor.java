package org.gradlang.tensor;

import java.util.Arrays;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Part;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.signature.TypeNames;
import org.jspecify.annotations.Nullable;

/**
 * An array of numbers of one dtype and any number of dimensions, which may take part in a graph.
 *
 * <p>A storage seen through a layout; several tensors may share a storage. Confined to one thread
 * at a time, as the engine that made it.
 */
public final class Tensor
    implements Strided,
        PointwiseMethods,
        ReductionMethods,
        ShapeMethods,
        ProductMethods,
        GraphMethods {
  /** What a tensor takes besides its storage and layout. */
  private static final int BYTES = 40;

  private Storage storage;
  private Layout layout;
  private final Origin origin;

  private @Nullable Part autograd;

  /** A tensor outside any graph. */
  public Tensor(Storage storage, Layout layout) {
    this(storage, layout, Context.current().origin());
  }

  /** A tensor outside any graph, made at a place that is known already. */
  public Tensor(Storage storage, Layout layout, Origin origin) {
    this.storage = storage;
    this.layout = layout;
    this.origin = origin;
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.hold(Held.HEADER, this, BYTES);
    }
  }

  /**
   * A tensor of one dimension, or with sizes that tell how the elements lie, the last dimension
   * running fastest. The elements are copied.
   *
   * @throws IllegalArgumentException where the sizes do not hold just as many elements
   */
  public static Tensor of(float[] elements, int... sizes) {
    return of(Storage.of(elements.clone()), sizes);
  }

  /** As {@link #of(float[], int...)}, of float64. */
  public static Tensor of(double[] elements, int... sizes) {
    return of(Storage.of(elements.clone()), sizes);
  }

  /** As {@link #of(float[], int...)}, of int64. */
  public static Tensor of(long[] elements, int... sizes) {
    return of(Storage.of(elements.clone()), sizes);
  }

  /** As {@link #of(float[], int...)}, of bool. */
  public static Tensor of(boolean[] elements, int... sizes) {
    return of(JavaArrays.storage(elements), sizes);
  }

  private static Tensor of(Storage storage, int[] sizes) {
    return shaped(storage, sizes.length == 0 ? new int[] {storage.length()} : sizes.clone());
  }

  private static Tensor shaped(Storage storage, int[] sizes) {
    Layout layout = Layout.contiguous(sizes);
    if (layout.numel() != storage.length()) {
      throw new IllegalArgumentException(
          storage.length() + " elements do not make a tensor of shape " + layout);
    }
    return new Tensor(storage, layout);
  }

  /**
   * A tensor of a number, with no dimension, or of a nested array such as a {@code float[][]}. What
   * Java calls float and double is float32 and float64, booleans are bool, and all ints are int64.
   *
   * @throws IllegalArgumentException for anything else, and where the rows differ in length
   */
  public static Tensor of(Object values) {
    return JavaArrays.tensor(values);
  }

  /** The elements as a nested Java array of {@link #dim} dimensions; a boxed number for none. */
  public Object toArray() {
    return JavaArrays.nested(Copies.contiguous(this), layout.sizes());
  }

  /** The elements as floats, the last dimension running fastest; float64 is rounded. */
  public float[] toFloatArray() {
    return Copies.converted(this, DType.FLOAT32).floats();
  }

  /** The elements as doubles, the last dimension running fastest. */
  public double[] toDoubleArray() {
    return Copies.converted(this, DType.FLOAT64).doubles();
  }

  /** The elements as longs, the last dimension running fastest; floats lose their fractions. */
  public long[] toLongArray() {
    return Copies.converted(this, DType.INT64).longs();
  }

  /** Whether each element is something other than 0, the last dimension running fastest. */
  public boolean[] toBooleanArray() {
    return JavaArrays.flags(Copies.converted(this, DType.BOOL).bools(), 0, numel());
  }

  /**
   * The value of a tensor of one element of any dtype; True is 1.
   *
   * @throws GradError a ValueError where there are more or fewer elements
   */
  public double toDouble() {
    Object value = item();
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
  }

  /**
   * What any operation gives that scripts have as a method, by its name: {@code x.apply("softmax",
   * -1)}.
   *
   * @param arguments by their positions, without this tensor; null is None
   * @throws GradError as the operation says; a ValueError where there is none of this name, or it
   *     gives something else than one tensor
   */
  public Tensor apply(String operation, @Nullable Object... arguments) {
    Op op = Operations.find(operation);
    if (op == null) {
      throw new GradError(ErrorKind.VALUE, "there is no operation '" + operation + "'");
    }
    Object[] values = new Object[arguments.length];
    Arrays.setAll(values, i -> JavaNumbers.argument(arguments[i]));
    Object result = op.callMethod(this, values, new String[0]);
    if (result instanceof Tensor tensor) {
      return tensor;
    }
    throw new GradError(
        ErrorKind.VALUE, operation + "() gives " + TypeNames.described(result) + ", not a tensor");
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public DType dtype() {
    return storage.dtype();
  }

  public int dim() {
    return layout.dim();
  }

  public int numel() {
    return layout.numel();
  }

  /**
   * The size of a dimension.
   *
   * @param dim from 0, or from -1 backwards
   * @throws GradError an IndexError where there is no such dimension
   */
  public int size(int dim) {
    return layout.size(Dims.existing("size", layout, dim));
  }

  /**
   * The value of a tensor of one element: a Double, a Long or a Boolean.
   *
   * @throws GradError a ValueError where there are more or fewer elements
   */
  public Object item() {
    if (numel() != 1) {
      throw new GradError(
              ErrorKind.VALUE,
              "item() needs a tensor of one element, and this one has shape " + layout)
          .help("tolist() gives all elements");
    }
    return element(layout.offset());
  }

  /** The element at a place of the storage: a Double, a Long or a Boolean. */
  public Object element(int at) {
    return switch (dtype()) {
      case FLOAT32 -> (double) storage.floats()[at];
      case FLOAT64 -> storage.doubles()[at];
      case INT64 -> storage.longs()[at];
      case BOOL -> storage.bools()[at] != 0;
    };
  }

  /** Where in the program this was made. */
  public Origin origin() {
    return origin;
  }

  /** Whether this was made to be trained: modules register such tensors. */
  public boolean isParameter() {
    return Graph.isParameter(this);
  }

  /** Makes this a parameter, once and for all. */
  public Tensor asParameter() {
    Graph.makeParameter(this);
    return this;
  }

  /** What it knows about its graph; null for a tensor that never met one. */
  public @Nullable Part autograd() {
    return autograd;
  }

  /** For org.gradlang.autograd alone. */
  public void setAutograd(Part part) {
    autograd = part;
  }

  /**
   * Takes over other elements, as an assignment to {@code .data} does. Other views of the storage
   * from before stay with it.
   */
  public void become(Storage newStorage, Layout newLayout) {
    Context.current().fusion().settle(); // what waits to be computed may read this
    storage = newStorage;
    layout = newLayout;
  }

  /** This as PyTorch prints it. */
  @Override
  public String toString() {
    String printed = TensorPrinter.print(this, Context.current(), part());
    return isParameter() ? "Parameter containing:\n" + printed : printed;
  }

  /** What its printed form tells of its part in a graph. */
  private @Nullable String part() {
    Node node = node();
    if (node != null) {
      return "grad_fn=<" + node.name() + ">";
    }
    return requiresGrad() ? "requires_grad=True" : null;
  }
}
