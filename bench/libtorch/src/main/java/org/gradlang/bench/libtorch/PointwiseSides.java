package org.gradlang.bench.libtorch;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Work;

/** Functions of 2^20 elements, forward and backward. */
final class PointwiseSides {
  private PointwiseSides() {}

  static void addTo(Map<String, Supplier<Work>> rows) {
    function(rows, "exp", Tensor::exp);
    function(rows, "tanh", Tensor::tanh);
    function(rows, "sigmoid", Tensor::sigmoid);
    function(rows, "softmax", x -> x.softmax(1));
    function(rows, "layer_norm", x -> torch.layer_norm(x, 1024));
    function(rows, "sum", x -> x.sum());
    Scalar half = new Scalar(0.5);
    BinaryOperator<Tensor> formula = (a, b) -> a.mul(b).add(a.mul(half)).sub(b.tanh());
    rows.put("a*b + a*0.5 - tanh(b)", pair(formula));
    rows.put("a*b + a*0.5 - tanh(b), forward and backward", () -> formulaBackward(formula));
    rows.put("add", pair(Tensor::add));
    rows.put("cat", pair((a, b) -> torch.cat(new TensorVector(a, b), 1)));
    other(rows, "log", x -> x.abs().log());
    other(rows, "erf", Tensor::erf);
    other(rows, "gelu", x -> torch.gelu(x));
    Scalar slope = new Scalar(0.2);
    other(rows, "leaky_relu", x -> torch.leaky_relu(x, slope));
    other(rows, "sum over rows", x -> x.sum(0));
    other(rows, "sum over columns", x -> x.sum(1));
    other(rows, "max over columns", x -> x.max(1, false).get0());
    other(rows, "copy of a transposed", x -> x.t().contiguous());
    images(rows, "max_pool2d", x -> torch.max_pool2d(x, 2, 2));
    images(rows, "upsample", x -> torch.upsample_nearest2d(x, new long[] {64, 64}));
    images(
        rows,
        "batch_norm",
        x ->
            torch.batch_norm(
                x,
                new TensorOptional(),
                new TensorOptional(),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0.1,
                1e-5,
                false));
    rows.put(
        "embedding",
        () -> {
          torch.manual_seed(0);
          Tensor w = torch.randn(10000, 64);
          Tensor i = torch.randint(0, 10000, new long[] {16384}).to(torch.ScalarType.Long);
          return Computation.of(() -> torch.embedding(w, i));
        });
  }

  private static Tensor input() {
    torch.manual_seed(0);
    return torch.randn(1024, 1024);
  }

  private static void other(
      Map<String, Supplier<Work>> rows, String name, UnaryOperator<Tensor> function) {
    rows.put(
        name,
        () -> {
          Tensor x = input();
          return Computation.of(() -> function.apply(x));
        });
  }

  private static void images(
      Map<String, Supplier<Work>> rows, String name, UnaryOperator<Tensor> function) {
    rows.put(
        name,
        () -> {
          torch.manual_seed(0);
          Tensor x = torch.randn(16, 64, 32, 32);
          return Computation.of(() -> function.apply(x));
        });
  }

  private static void function(
      Map<String, Supplier<Work>> rows, String name, UnaryOperator<Tensor> function) {
    other(rows, name, function);
    rows.put(
        name + ", forward and backward",
        () -> {
          Tensor x = input().requires_grad_();
          Tensor g = torch.randn(1024, 1024);
          TensorVector inputs = new TensorVector(x);
          TensorVector cotangents = name.equals("sum") ? new TensorVector() : new TensorVector(g);
          return Computation.of(() -> gradients(function.apply(x), inputs, cotangents).get(0));
        });
  }

  private static TensorVector gradients(
      Tensor output, TensorVector inputs, TensorVector cotangents) {
    return torch.grad(
        new TensorVector(output), inputs, cotangents, new BoolOptional(), false, false);
  }

  private static Supplier<Work> pair(BinaryOperator<Tensor> function) {
    return () -> {
      Tensor a = input();
      Tensor b = torch.randn(1024, 1024);
      return Computation.of(() -> function.apply(a, b));
    };
  }

  private static Work formulaBackward(BinaryOperator<Tensor> formula) {
    Tensor a = input().requires_grad_();
    Tensor b = torch.randn(1024, 1024).requires_grad_();
    Tensor g = torch.randn(1024, 1024);
    TensorVector inputs = new TensorVector(a, b);
    TensorVector cotangents = new TensorVector(g);
    return Computation.of(() -> gradients(formula.apply(a, b), inputs, cotangents).get(1));
  }
}
