package org.gradlang.bench.libtorch;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Work;

/** Matrix products. */
final class ProductSides {
  private ProductSides() {}

  static void addTo(Map<String, Supplier<Work>> rows) {
    for (int n : new int[] {128, 256, 512, 1024}) {
      rows.put("mm " + n, product(n, torch.ScalarType.Float, Tensor::matmul));
      rows.put("mm " + n + " float64", product(n, torch.ScalarType.Double, Tensor::matmul));
    }
    rows.put("mm 512 a.t() @ b", product(512, torch.ScalarType.Float, (a, b) -> a.t().matmul(b)));
    rows.put("mm 512 a @ b.t()", product(512, torch.ScalarType.Float, (a, b) -> a.matmul(b.t())));
    rows.put(
        "mm 512 a.t() @ b.t()",
        product(512, torch.ScalarType.Float, (a, b) -> a.t().matmul(b.t())));
    rows.put(
        "bmm 16x128",
        () -> {
          torch.manual_seed(0);
          Tensor a = torch.randn(16, 128, 128);
          Tensor b = torch.randn(16, 128, 128);
          return Computation.bare(() -> a.bmm(b));
        });
    rows.put(
        "mv 1024",
        () -> {
          torch.manual_seed(0);
          Tensor a = torch.randn(1024, 1024);
          Tensor b = torch.randn(1024);
          return Computation.bare(() -> a.matmul(b));
        });
  }

  private static Supplier<Work> product(
      int n, torch.ScalarType type, BinaryOperator<Tensor> multiply) {
    return () -> {
      torch.manual_seed(0);
      Tensor a = torch.randn(n, n).to(type);
      Tensor b = torch.randn(n, n).to(type);
      return Computation.of(() -> multiply.apply(a, b));
    };
  }
}
