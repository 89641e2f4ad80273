package org.gradlang.eval.expression;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.Graph;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.ListValue;
import org.gradlang.value.Members;
import org.gradlang.value.Types;

/**
 * {@code [1, 2; 3, 4]}: a tensor of two dimensions and the default float type.
 *
 * <p>Numbers alone are written straight into it; where an element is a tensor, the elements are
 * stacked, so that gradients flow to them.
 */
public final class MatrixLiteral extends Operation {
  private final List<Sequence> rows;

  public MatrixLiteral(Location location, List<Sequence> rows) {
    super(location);
    this.rows = rows;
  }

  @Override
  public Object execute(Frame frame) {
    List<Object> elements = new ArrayList<>();
    int columns = -1;
    for (Sequence row : rows) {
      Object[] values = row.values(frame);
      if (columns >= 0 && values.length != columns) {
        throw locate(ragged(columns, values.length));
      }
      columns = values.length;
      elements.addAll(List.of(values));
    }
    location.mark();
    try {
      return matrix(elements, columns);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  private static GradError ragged(int columns, int found) {
    return new GradError(
            ErrorKind.SHAPE,
            "the rows of this matrix have " + columns + " and " + found + " elements")
        .help("every row of a matrix needs the same number of elements");
  }

  private Tensor matrix(List<Object> elements, int columns) {
    if (elements.stream().anyMatch(Tensor.class::isInstance)) {
      return stacked(elements, columns);
    }
    double[] numbers = new double[elements.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(elements.get(i));
    }
    return tensor(numbers, Layout.contiguous(rows.size(), columns));
  }

  private static double number(Object element) {
    return switch (element) {
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag ? 1 : 0;
      default ->
          throw new GradError(
              ErrorKind.TYPE, "an element of a matrix is a number, not " + Types.name(element));
    };
  }

  private Tensor tensor(double[] numbers, Layout layout) {
    Context context = location.engine().context();
    Storage storage =
        context.defaultDType() == DType.FLOAT64 ? Storage.of(numbers) : singles(numbers);
    Tensor tensor = new Tensor(storage, layout);
    if (context.isInference()) {
      Graph.markInference(tensor);
    }
    return tensor;
  }

  private static Storage singles(double[] numbers) {
    float[] singles = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      singles[i] = (float) numbers[i];
    }
    return Storage.of(singles);
  }

  private Tensor stacked(List<Object> elements, int columns) {
    DType dtype = location.engine().context().defaultDType();
    ListValue scalars = new ListValue();
    for (Object element : elements) {
      scalars.add(element instanceof Tensor tensor ? scalar(tensor, dtype) : single(element));
    }
    Object flat = location.engine().call("stack", Arguments.of(new Object[] {scalars}));
    return (Tensor) Members.call(flat, "reshape", Arguments.of((long) rows.size(), (long) columns));
  }

  private Tensor single(Object element) {
    return tensor(new double[] {number(element)}, Layout.SCALAR);
  }

  private static Tensor scalar(Tensor element, DType dtype) {
    if (element.numel() != 1) {
      String text = "an element of a matrix is one number, not a tensor of shape ";
      throw new GradError(ErrorKind.SHAPE, text + element.layout());
    }
    Object typed =
        element.dtype() == dtype ? element : Members.call(element, "to", Arguments.of(dtype));
    return element.dim() == 0
        ? (Tensor) typed
        : (Tensor) Members.call(typed, "reshape", Arguments.of(new Object[] {new ListValue()}));
  }
}
