package org.gradlang.op.algebra;

import org.gradlang.kernel.LinearMap;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Operations that are a sparse matrix along each of some last dimensions. */
public final class LinearMaps {
  private static final Primitive TRANSPOSED = primitive("linear_map", "LinearMapBackward0");

  private LinearMaps() {}

  /** The operation of a tensor and {@code LinearMap[]}; only its graph nodes have a name. */
  public static Primitive primitive(String name, String node) {
    return Primitive.of(name + "(input: tensor, maps: any)", a -> apply(a.tensor("input"), maps(a)))
        .node(node)
        .gradient("input", v -> transposed(v.cotangent(), maps(v.plain())))
        .gradientNode();
  }

  public static Tensor apply(Tensor x, @Nullable LinearMap[] maps) {
    return Fresh.of(LinearMap.apply(x, maps), LinearMap.sizes(x.layout().sizes(), maps));
  }

  /** What carries a gradient of the mapped back. */
  public static Tensor transposed(Tensor cotangent, @Nullable LinearMap[] maps) {
    return TRANSPOSED.tensor(cotangent, LinearMap.transposed(maps));
  }

  public static @Nullable LinearMap[] maps(Bound a) {
    return (@Nullable LinearMap[]) a.required("maps");
  }
}
