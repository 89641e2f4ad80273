package org.gradlang.op.network;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.LinearMap;
import org.gradlang.op.algebra.LinearMaps;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Elements added around a tensor, or taken away: pad and its modes. */
public final class Padding {
  private static final Primitive CONSTANT =
      Primitive.of("constant_pad_nd(input: tensor, pad: ints, value: number)", Padding::constant)
          .gradient("input", v -> zeros(v.cotangent(), negated(v.ints("pad"))));

  private static final Primitive CIRCULAR = LinearMaps.primitive("pad", "CopySlices");

  private static final Primitive[] REFLECTION = modes("Reflection");
  private static final Primitive[] REPLICATION = modes("Replication");

  private Padding() {}

  private static Primitive[] modes(String mode) {
    Primitive[] primitives = new Primitive[3];
    for (int i = 0; i < 3; i++) {
      primitives[i] = LinearMaps.primitive("pad", mode + "Pad" + (i + 1) + "DBackward0");
    }
    return primitives;
  }

  public static void declare(Family family) {
    family
        .op("pad", "Elements added before and after, or with negative numbers taken away.")
        .samples(
            "pad(randn(2, 3), (1, 2))",
            "pad(randn(1, 2, 3), (1, 1), mode=\"reflect\")",
            "pad(randn(1, 2, 3), (1, 2), mode=\"replicate\")",
            "pad(randn(1, 2, 3), (2, 1), mode=\"circular\")")
        .functionOnly()
        .way(
            Composite.of(
                "pad(input: tensor, pad: ints, mode: str = \"constant\", value: number? = None)",
                Padding::pad));
    family
        .op("constant_pad_nd", "pad with a number.")
        .samples("constant_pad_nd(randn(2, 3), (1, 2), 0.5)")
        .functionOnly()
        .way(
            Composite.of(
                "constant_pad_nd(input: tensor, pad: ints, value: number = 0)",
                a -> CONSTANT.tensor(a.tensor("input"), checked(a), a.required("value"))));
  }

  private static int[] checked(Bound a) {
    int[] pad = a.ints("pad");
    int dims = a.tensor("input").dim();
    if (pad.length % 2 != 0 || pad.length > 2 * dims) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation()
              + "(): pad needs two numbers for each dimension from the last one, for at"
              + " most "
              + dims
              + " dimensions, not "
              + Arrays.toString(pad));
    }
    return pad;
  }

  private static Tensor pad(Bound a) {
    int[] pad = checked(a);
    Tensor x = a.tensor("input");
    return switch (a.text("mode")) {
      case "constant" ->
          CONSTANT.tensor(x, pad, a.has("value") ? a.required("value") : (Object) 0L);
      case "reflect" -> mapped(a, REFLECTION[place(a, pad)], pad, Padding::reflected);
      case "replicate" -> mapped(a, REPLICATION[place(a, pad)], pad, Padding::replicated);
      case "circular" -> mapped(a, CIRCULAR, pad, Padding::wrapped);
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              "pad(): mode is \"constant\", \"reflect\", \"replicate\" or \"circular\", not \""
                  + a.text("mode")
                  + "\"");
    };
  }

  /** Which of the three primitives of a mode. */
  private static int place(Bound a, int[] pad) {
    int padded = pad.length / 2;
    int dims = a.tensor("input").dim();
    if (padded < 1 || padded > 3 || dims < padded + 1 || dims > padded + 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "pad(): mode \""
              + a.text("mode")
              + "\" pads the dimensions behind the channels, one to"
              + " three; "
              + padded
              + " of an input of shape "
              + a.tensor("input").layout()
              + " are not these");
    }
    return padded - 1;
  }

  /** Which input stands at a position, possibly outside, of a dimension. */
  private interface Source {
    int of(int position, int size);
  }

  private static Tensor mapped(Bound a, Primitive primitive, int[] pad, Source source) {
    Tensor x = primitive == CIRCULAR ? a.tensor("input") : a.floats("input");
    int count = pad.length / 2;
    @Nullable LinearMap[] maps = new @Nullable LinearMap[count];
    for (int k = 0; k < count; k++) {
      int size = x.size(x.dim() - 1 - k);
      int before = pad[2 * k];
      int after = pad[2 * k + 1];
      checkRoom(a, size, Math.max(before, after), size + before + after);
      IntUnaryOperator from = i -> source.of(i - before, size);
      maps[count - 1 - k] =
          before == 0 && after == 0
              ? null
              : LinearMap.of(
                  size, size + before + after, i -> LinearMap.Row.of(from.applyAsInt(i)));
    }
    return primitive.tensor(x, maps);
  }

  private static void checkRoom(Bound a, int size, int most, int result) {
    String mode = a.text("mode");
    boolean fits =
        switch (mode) {
          case "reflect" -> most < size;
          case "circular" -> most <= size;
          default -> size > 0 || most <= 0;
        };
    if (!fits || result < (mode.equals("circular") ? 0 : 1)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "pad(): mode \""
              + mode
              + "\" cannot pad a dimension of size "
              + size
              + " by "
              + Arrays.toString(a.ints("pad")));
    }
  }

  private static int reflected(int position, int size) {
    int inside = Math.abs(position);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }

  private static int replicated(int position, int size) {
    return Math.clamp(position, 0, size - 1);
  }

  private static int wrapped(int position, int size) {
    return Math.floorMod(position, size);
  }

  private static Tensor constant(Bound a) {
    Tensor x = a.tensor("input");
    int[] pad = a.ints("pad");
    int dims = x.dim();
    int[] sizes = x.layout().sizes().clone();
    int[] common = sizes.clone();
    int source = x.layout().offset();
    int[] first = new int[dims];
    for (int k = 0; 2 * k < pad.length; k++) {
      int d = dims - 1 - k;
      long size = (long) sizes[d] + pad[2 * k] + pad[2 * k + 1];
      if (size > Integer.MAX_VALUE) {
        throw new GradError(
            ErrorKind.SHAPE, a.operation() + "(): a size of " + size + ", which no size can be");
      }
      sizes[d] = (int) size;
      if (size < 0) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation()
                + "(): "
                + Arrays.toString(pad)
                + " takes more away than a tensor of"
                + " shape "
                + x.layout()
                + " has");
      }
      first[d] = Math.max(0, pad[2 * k]);
      common[d] += Math.min(0, pad[2 * k]) + Math.min(0, pad[2 * k + 1]);
      source += Math.max(0, -pad[2 * k]) * x.layout().stride(d);
    }
    Layout whole = Layout.contiguous(sizes);
    Tensor result = Fresh.filled(Context.current(), whole, x.dtype(), a.required("value"));
    if (Arrays.stream(common).allMatch(size -> size > 0)) {
      int target = 0;
      for (int d = 0; d < dims; d++) {
        target += first[d] * whole.stride(d);
      }
      Copies.copy(
          new View(x.storage(), Layout.strided(common, x.layout().strides(), source)),
          new View(result.storage(), Layout.strided(common, whole.strides(), target)));
    }
    return result;
  }

  private static int[] negated(int[] pad) {
    return Arrays.stream(pad).map(p -> -p).toArray();
  }

  /** Padded with zeros; negative numbers take elements away. */
  static Tensor zeros(Tensor x, int[] pad) {
    return CONSTANT.tensor(x, pad, 0L);
  }
}
