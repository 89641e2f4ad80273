package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Rows of a table for numbers: embedding, embedding_bag, one_hot. */
public final class Embeddings {
  private static final Primitive EMBEDDING =
      Primitive.of(
              "embedding(input: tensor, weight: tensor, padding_idx: int, scale_grad_by_freq:"
                  + " bool)",
              Embeddings::rows)
          .gradient("weight", reads("input"), Embeddings::weightGradient)
          .gradientNode("EmbeddingDenseBackwardBackward0");

  private static final Primitive BAGS =
      Primitive.replayed(
          "embedding_bag(input: tensor, weight: tensor, offsets: tensor? = None,"
              + " max_norm: float? = None, norm_type: float = 2.0,"
              + " scale_grad_by_freq: bool = False, mode: str = \"mean\","
              + " sparse: bool = False, per_sample_weights: tensor? = None,"
              + " include_last_offset: bool = False, padding_idx: int? = None)",
          Bags::of,
          "weight",
          "per_sample_weights");

  private Embeddings() {}

  public static void declare(Family family) {
    family
        .op("embedding", "The rows of weight that input names.")
        .samples("embedding(tensor([1, 0]), randn(3, 2))")
        .constant("input")
        .way(
            Composite.of(
                "embedding(input: tensor, weight: tensor, padding_idx: int? = None,"
                    + " max_norm: float? = None, norm_type: float = 2.0,"
                    + " scale_grad_by_freq: bool = False, sparse: bool = False)",
                Embeddings::embedding));
    family
        .op("embedding_bag", "The sum, mean or maximum of several rows of weight for each bag.")
        .samples(
            "embedding_bag(tensor([[1, 0], [2, 2]]), randn(3, 2), mode=\"sum\")",
            "embedding_bag(tensor([1, 0, 2]), randn(3, 2), tensor([0, 2]), mode=\"max\")",
            "embedding_bag(tensor([[1, 0], [2, 2]]), randn(3, 2), mode=\"sum\","
                + " per_sample_weights=rand(2, 2))",
            "embedding_bag(tensor([[1, 0], [2, 2]]), randn(3, 2))")
        .constant("input", "offsets")
        .way(
            Composite.of(
                BAGS.text(),
                a -> {
                  Bags.check(a);
                  if (a.has("max_norm")) {
                    renorm(
                        a.tensor("weight"),
                        a.tensor("input"),
                        a.real("max_norm"),
                        a.real("norm_type"));
                  }
                  return BAGS.tensor(a.values());
                }));
  }

  private static Tensor embedding(Bound a) {
    Tensor weight = a.tensor("weight");
    if (weight.dim() != 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "embedding(): weight must have two dimensions, not the shape " + weight.layout());
    }
    long padding = padding(a, weight.size(0));
    if (a.has("max_norm")) {
      renorm(weight, a.tensor("input"), a.real("max_norm"), a.real("norm_type"));
    }
    return EMBEDDING.tensor(a.tensor("input"), weight, padding, a.flag("scale_grad_by_freq"));
  }

  private static long[] numbers(String operation, Tensor index) {
    Gathering.requireInts(operation, index);
    return Copies.converted(index, DType.INT64).longs();
  }

  /** The row that gets no gradient, from 0; -1 for none. */
  private static long padding(Bound a, int rows) {
    if (!a.has("padding_idx")) {
      return -1;
    }
    long index = a.whole("padding_idx");
    if (index < -rows || index >= rows) {
      throw new GradError(
          ErrorKind.INDEX,
          "embedding(): padding_idx " + index + " is out of range for " + rows + " rows");
    }
    return index < 0 ? index + rows : index;
  }

  /** Shortens, in place, the rows that are used and longer than max_norm. */
  private static void renorm(Tensor weight, Tensor input, double most, double p) {
    long[] used = numbers("embedding", input);
    long[] rows = Arrays.stream(used).distinct().toArray();
    Tensor index = Fresh.of(Storage.of(rows), rows.length);
    Context context = Context.current();
    GradMode before = context.gradMode();
    Origin place = context.gradModeOrigin();
    context.setGradMode(GradMode.NO_GRAD, context.origin());
    try {
      Tensor chosen = Gathering.indexSelect(weight, 0, index);
      Tensor norms = Statistics.vectorNorm(chosen, p, new int[] {1}, true);
      Tensor scale = Selection.clamp(norms.add(1e-7).pow(-1L).mul(most), 0.0, 1.0);
      weight.copyInPlace(Operations.tensor("index_copy", weight, 0L, index, chosen.mul(scale)));
    } finally {
      context.setGradMode(before, place);
    }
  }

  private static Tensor rows(Bound a) {
    Tensor input = a.tensor("input");
    Tensor weight = a.tensor("weight");
    int[] sizes = Arrays.copyOf(input.layout().sizes(), input.dim() + 1);
    sizes[input.dim()] = weight.size(1);
    return Gathering.indexSelect(weight, 0, input.reshape(-1)).view(sizes);
  }

  private static Tensor weightGradient(Vjp v) {
    Layout table = v.layout("weight");
    Tensor flat = v.tensor("input").reshape(-1);
    Tensor gradient = v.cotangent().reshape(flat.numel(), table.size(1));
    Tensor factors = factors(flat, v.integer("padding_idx"), v.flag("scale_grad_by_freq"));
    if (factors != null) {
      gradient = gradient.mul(factors.to(gradient.dtype()).unsqueeze(1));
    }
    return summed(flat, gradient, table.size(0));
  }

  /** Rows added up where an index says. */
  private static Tensor summed(Tensor index, Tensor rows, int count) {
    Layout layout = Layout.contiguous(count, rows.size(1));
    Tensor zeros = Fresh.zeros(Context.current(), layout, rows.dtype());
    return Scattering.indexAdd(zeros, 0, index, rows);
  }

  /** Zero for the padding, one over how often an index occurs; null where all are 1. */
  private static @Nullable Tensor factors(Tensor flat, int padding, boolean byFrequency) {
    if (padding < 0 && !byFrequency) {
      return null;
    }
    long[] indices = numbers("embedding", flat);
    java.util.Map<Long, Integer> counts = new java.util.HashMap<>();
    Context context = Context.current();
    for (long index : indices) {
      context.worked(1);
      counts.merge(index, 1, Integer::sum);
    }
    double[] factors = Room.doublesToStore(indices.length);
    for (int i = 0; i < factors.length; i++) {
      context.reached(i);
      int count = byFrequency ? counts.getOrDefault(indices[i], 1) : 1;
      factors[i] = indices[i] == padding ? 0 : 1.0 / count;
    }
    return Fresh.of(Storage.of(factors), factors.length);
  }

  /** Bags of rows, laid out by offsets or as rows of a matrix. */
  private record Bags(Tensor rows, long[] starts, @Nullable Tensor weights) {
    /** Refuses what is wrong before max_norm changes the weight. */
    static void check(Bound a) {
      Tensor weight = a.tensor("weight");
      if (weight.dim() != 2) {
        throw new GradError(
            ErrorKind.SHAPE,
            "embedding_bag(): weight must have two dimensions, not the shape " + weight.layout());
      }
      if (a.has("per_sample_weights") && !a.text("mode").equals("sum")) {
        throw new GradError(
            ErrorKind.VALUE, "embedding_bag(): per_sample_weights need mode=\"sum\"");
      }
      padding(a, weight.size(0));
    }

    static Tensor of(Bound a) {
      Tensor input = a.tensor("input");
      Tensor weight = a.tensor("weight");
      long padding = padding(a, weight.size(0));
      Tensor flat = input.reshape(-1);
      long[] starts = starts(a, input, flat.numel());
      Tensor given = a.tensorOrNull("per_sample_weights");
      Tensor shares = given == null ? null : given.reshape(-1);
      if (padding >= 0) {
        long[] kept = without(numbers("embedding_bag", flat), padding, starts);
        Tensor positions = Fresh.of(Storage.of(kept), kept.length);
        flat = Gathering.indexSelect(flat, 0, positions);
        shares = shares == null ? null : Gathering.indexSelect(shares, 0, positions);
      }
      Tensor rows = EMBEDDING.tensor(flat, weight, -1L, a.flag("scale_grad_by_freq"));
      return new Bags(rows, starts, shares).joined(a.text("mode"));
    }

    /** The positions of what is no padding; the starts of the bags become those among them. */
    private static long[] without(long[] numbers, long padding, long[] starts) {
      int bag = 0;
      int count = 0;
      long[] kept = Room.longs(numbers.length);
      for (int i = 0; i <= numbers.length; i++) {
        while (bag < starts.length && starts[bag] == i) {
          starts[bag++] = count;
        }
        if (i < numbers.length && numbers[i] != padding) {
          kept[count++] = i;
        }
      }
      return Arrays.copyOf(kept, count);
    }

    private static long[] starts(Bound a, Tensor input, int total) {
      Tensor offsets = a.tensorOrNull("offsets");
      if (input.dim() == 2 && offsets == null) {
        long[] starts = new long[input.size(0) + 1];
        Arrays.setAll(starts, i -> (long) i * input.size(1));
        return starts;
      }
      if (input.dim() != 1 || offsets == null) {
        throw new GradError(
            ErrorKind.VALUE,
            "embedding_bag() takes an input of two dimensions, or of one with offsets");
      }
      long[] given = numbers("embedding_bag", offsets);
      int bags = given.length - (a.flag("include_last_offset") ? 1 : 0);
      long[] starts = Arrays.copyOf(given, bags + 1);
      starts[bags] = a.flag("include_last_offset") ? given[bags] : total;
      for (int i = 0; i < bags; i++) {
        if (starts[i] < 0 || starts[i] > starts[i + 1] || starts[i + 1] > total) {
          throw new GradError(
              ErrorKind.INDEX, "embedding_bag(): offsets must rise from 0 to at most " + total);
        }
      }
      return starts;
    }

    private Tensor joined(String mode) {
      Tensor own = weights;
      return switch (mode) {
        case "sum" -> sum(own == null ? rows : rows.mul(own.unsqueeze(1)));
        case "mean" -> {
          double[] counts = new double[starts.length - 1];
          Arrays.setAll(counts, i -> Math.max(1, starts[i + 1] - starts[i]));
          Tensor divisor = Fresh.of(Storage.of(counts), counts.length, 1).to(rows.dtype());
          yield sum(rows).div(divisor);
        }
        case "max" -> max();
        default ->
            throw new GradError(
                ErrorKind.VALUE,
                "embedding_bag(): mode is \"sum\", \"mean\" or \"max\", not \"" + mode + "\"");
      };
    }

    private Tensor sum(Tensor each) {
      long[] bag = Room.longsToStore(rows.size(0));
      for (int i = 0; i + 1 < starts.length; i++) {
        Arrays.fill(bag, (int) starts[i], (int) starts[i + 1], i);
      }
      return summed(Fresh.of(Storage.of(bag), bag.length), each, starts.length - 1);
    }

    /** The first greatest of each bag and column, gathered from the rows; 0 for an empty bag. */
    private Tensor max() {
      DTypeRule.FLOATING.checked("embedding_bag", rows);
      int columns = rows.size(1);
      double[] values = Copies.converted(rows, DType.FLOAT64).doubles();
      long[] found = Room.longsToStore((starts.length - 1) * columns);
      for (int i = 0; i + 1 < starts.length; i++) {
        for (int c = 0; c < columns; c++) {
          long best = starts[i];
          Context context = Context.current();
          for (long r = starts[i] + 1; r < starts[i + 1]; r++) {
            context.reached((int) r);
            if (values[(int) r * columns + c] > values[(int) best * columns + c]) {
              best = r;
            }
          }
          boolean none = starts[i] == starts[i + 1];
          found[i * columns + c] = none ? rows.numel() : best * columns + c;
        }
      }
      Tensor index = Fresh.of(Storage.of(found), found.length);
      Tensor zero = Fresh.zeros(Context.current(), Layout.contiguous(1), rows.dtype());
      Tensor all = Operations.tensor("cat", List.of(rows.reshape(-1), zero), 0L);
      return Gathering.indexSelect(all, 0, index).view(starts.length - 1, columns);
    }
  }
}
