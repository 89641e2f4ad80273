package org.gradlang.op.index;

import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/**
 * Between a tensor and a part of it that two layouts of one storage describe: taking the part out,
 * putting it among zeros, putting it in place of what was there. Each is the gradient of another.
 */
public final class Embedding {
  private static final Primitive EXTRACT =
      Primitive.of(
              "as_strided(input: tensor, base: any, view: any)",
              a -> extract(a.tensor("input"), layout(a, "base"), layout(a, "view")))
          .gradient("input", v -> scatter(v.cotangent(), layout(v.plain(), "base"), view(v)));

  private static final Primitive EMBED =
      Primitive.of(
              "as_strided_scatter(input: tensor, base: any, view: any)",
              a -> embed(a.tensor("input"), layout(a, "base"), layout(a, "view")))
          .gradient(
              "input", v -> EXTRACT.tensor(v.cotangent(), layout(v.plain(), "base"), view(v)));

  private static final Primitive REPLACE =
      Primitive.of(
              "as_strided_scatter(input: tensor, part: tensor, base: any, view: any)",
              Embedding::replace)
          .gradient("input", v -> replaced(v.cotangent(), layout(v.plain(), "base"), view(v), null))
          .gradient("part", v -> EXTRACT.tensor(v.cotangent(), layout(v.plain(), "base"), view(v)));

  private Embedding() {}

  private static Layout layout(Bound a, String name) {
    return (Layout) a.required(name);
  }

  private static Layout view(Vjp v) {
    return layout(v.plain(), "view");
  }

  /** Memory with the tensor's elements at the places that the base layout gives them. */
  private record Spread(Storage storage, Layout base, Layout view) {
    static Spread of(Tensor x, Layout base, Layout view) {
      Spread spread = empty(x, base, view);
      Copies.copy(x, new View(spread.storage, spread.base));
      return spread;
    }

    static Spread empty(Tensor x, Layout base, Layout view) {
      int low = Math.min(base.offset(), view.offset());
      int high = Math.max(Strides.end(base), Strides.end(view));
      return new Spread(Storage.zeros(x.dtype(), high - low), moved(base, low), moved(view, low));
    }

    private static Layout moved(Layout layout, int by) {
      return Layout.strided(layout.sizes(), layout.strides(), layout.offset() - by);
    }

    Tensor whole() {
      boolean covers =
          base.isContiguous() && base.offset() == 0 && storage.length() == base.numel();
      Storage elements = covers ? storage : Copies.contiguous(new View(storage, base));
      return Fresh.of(elements, base.sizes());
    }
  }

  private static Tensor extract(Tensor x, Layout base, Layout view) {
    Spread spread = Spread.of(x, base, view);
    return Fresh.of(Copies.contiguous(new View(spread.storage, spread.view)), view.sizes());
  }

  private static Tensor embed(Tensor part, Layout base, Layout view) {
    Spread spread = Spread.empty(part, base, view);
    if (Strides.mayOverlap(view)) {
      addAll(part, spread);
    } else {
      Copies.copy(part, new View(spread.storage, spread.view));
    }
    return spread.whole();
  }

  private static void addAll(Tensor part, Spread spread) {
    int[] from = Copies.positions(part.layout());
    int[] to = Copies.positions(spread.view);
    Context context = Context.current();
    for (int i = 0; i < to.length; i++) {
      context.reached(i);
      Elements.add(part.storage(), from[i], spread.storage, to[i]);
    }
  }

  private static Tensor replace(Bound a) {
    Spread spread = Spread.of(a.tensor("input"), layout(a, "base"), layout(a, "view"));
    Copies.copy(a.tensor("part"), new View(spread.storage, spread.view));
    return spread.whole();
  }

  /** The part of {@code x}, laid out as {@code base}, that {@code view} sees. */
  public static Tensor extracted(Tensor x, Layout base, Layout view) {
    return EXTRACT.tensor(x, base, view);
  }

  /** Zeros of the shape of {@code base}, with the part where {@code view} sees it. */
  public static Tensor scatter(Tensor part, Layout base, Layout view) {
    return EMBED.tensor(part, base, view);
  }

  /** {@code x}, with another part where {@code view} sees one; null for zeros. */
  public static Tensor replaced(Tensor x, Layout base, Layout view, @Nullable Tensor part) {
    Tensor fresh =
        part == null ? Fresh.zeros(Context.current(), view.toContiguous(), x.dtype()) : part;
    return REPLACE.tensor(x, fresh, base, view);
  }
}
