package org.gradlang.op.network;

import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.reduction.Softmaxes;
import org.gradlang.op.shape.Triangles;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Scaled dot-product attention. */
public final class Attention {
  private Attention() {}

  public static void declare(Family family) {
    family
        .op(
            "scaled_dot_product_attention",
            "softmax(query @ key.mT * scale + mask) @ value; scale is 1 / sqrt(query.size(-1)).")
        .samples(
            "scaled_dot_product_attention(randn(2, 3), randn(4, 3), randn(4, 2))",
            "scaled_dot_product_attention(randn(2, 3), randn(4, 3), randn(4, 2), attn_mask=randn(2, 4))")
        .functionOnly()
        .way(
            Composite.of(
                "scaled_dot_product_attention(query: tensor, key: tensor, value: tensor,"
                    + " attn_mask: tensor? = None, dropout_p: float = 0.0,"
                    + " is_causal: bool = False, *, scale: float? = None, enable_gqa: bool = False)",
                Attention::attend));
  }

  private static Tensor attend(Bound a) {
    Tensor query = a.tensor("query");
    Tensor key = shared(a, "key", query);
    Tensor value = shared(a, "value", query);
    if (query.dim() < 2 || key.dim() < 2 || value.dim() < 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "scaled_dot_product_attention() needs at least two dimensions in query, key and value");
    }
    double scale = a.has("scale") ? a.real("scale") : 1 / Math.sqrt(query.size(query.dim() - 1));
    Tensor scores = masked(a, query.mul(scale).matmul(key.transpose(-2, -1)));
    Tensor shares = Softmaxes.softmax(scores, scores.dim() - 1);
    double p = a.real("dropout_p");
    Tensor kept = p > 0 ? Operations.tensor("dropout", shares, p, true) : shares;
    return kept.matmul(value);
  }

  /** With enable_gqa, each head of keys and values serves several heads of queries. */
  private static Tensor shared(Bound a, String name, Tensor query) {
    Tensor x = a.tensor(name);
    if (!a.flag("enable_gqa")) {
      return x;
    }
    int heads = query.dim() < 3 ? 0 : query.size(query.dim() - 3);
    int own = x.dim() < 3 ? 0 : x.size(x.dim() - 3);
    if (own == 0 || heads % own != 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "scaled_dot_product_attention(): "
              + heads
              + " heads of queries cannot share "
              + own
              + " heads of "
              + (name.equals("key") ? "keys" : "values"));
    }
    return Operations.tensor("repeat_interleave", x, (long) (heads / own), (long) (x.dim() - 3));
  }

  private static Tensor masked(Bound a, Tensor scores) {
    Tensor mask = a.tensorOrNull("attn_mask");
    if (a.flag("is_causal")) {
      if (mask != null) {
        throw new GradError(
            ErrorKind.VALUE,
            "scaled_dot_product_attention(): is_causal is a mask itself, so pass no attn_mask");
      }
      int rows = scores.size(scores.dim() - 2);
      int columns = scores.size(scores.dim() - 1);
      Layout layout = Layout.contiguous(rows, columns);
      Tensor ones = Fresh.filled(Context.current(), layout, DType.BOOL, true);
      mask = Triangles.tril(ones, 0);
    }
    if (mask == null) {
      return scores;
    }
    return mask.dtype() == DType.BOOL
        ? scores.maskedFill(mask.logicalNot(), Double.NEGATIVE_INFINITY)
        : scores.add(mask);
  }
}
