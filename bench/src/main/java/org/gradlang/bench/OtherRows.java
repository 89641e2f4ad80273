package org.gradlang.bench;

import java.util.ArrayList;
import java.util.List;

/** Operations that nothing is asked of but not to fall far behind. */
final class OtherRows {
  private static final String GROUP = "Other operations";
  private static final String NUMBERS =
      """
      torch.manual_seed(0)
      x = torch.randn(1024, 1024)
      y = torch.rand(1024, 1024) + 0.5
      """;
  private static final String PLACES =
      """
      torch.manual_seed(0)
      x = torch.randn(1024, 1024)
      p = torch.randint(0, 1024, [1024])
      q = torch.randint(0, 1024, [1024, 1024])
      """;
  private static final String SMALL =
      """
      torch.manual_seed(0)
      x = torch.randn(256, 256)
      y = torch.randn(256, 256)
      """;

  private OtherRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    add(rows, "floor", NUMBERS, "torch.floor(x)");
    add(rows, "round", NUMBERS, "torch.round(x)");
    add(rows, "sin", NUMBERS, "torch.sin(x)");
    add(rows, "tan", NUMBERS, "torch.tan(x)");
    add(rows, "atan", NUMBERS, "torch.atan(x)");
    add(rows, "atan2", NUMBERS, "torch.atan2(x, y)");
    add(rows, "sinh", NUMBERS, "torch.sinh(x)");
    add(rows, "exp2", NUMBERS, "torch.exp2(x)");
    add(rows, "log2", NUMBERS, "torch.log2(y)");
    add(rows, "log10", NUMBERS, "torch.log10(y)");
    add(rows, "pow of a number", NUMBERS, "torch.pow(y, 2.5)");
    add(rows, "pow", NUMBERS, "torch.pow(y, x)");
    add(rows, "fmod", NUMBERS, "torch.fmod(x, y)");
    add(rows, "remainder of a number", NUMBERS, "torch.remainder(x, 0.7)");
    add(rows, "hypot", NUMBERS, "torch.hypot(x, y)");
    add(rows, "clamp", NUMBERS, "torch.clamp(x, -1.0, 1.0)");
    add(rows, "hardswish", NUMBERS, "torch.nn.functional.hardswish(x)");
    add(rows, "lgamma", NUMBERS, "torch.lgamma(y)");
    add(rows, "rand", "torch.manual_seed(0)", "torch.rand(1024, 1024)");
    add(rows, "randn", "torch.manual_seed(0)", "torch.randn(1024, 1024)");
    add(rows, "topk", NUMBERS, "torch.topk(x, 5)[0]");
    add(rows, "sort of rows", NUMBERS, "torch.sort(x, 1)[0]");
    add(rows, "cumsum of rows", NUMBERS, "torch.cumsum(x, 1)");
    add(rows, "cumsum of columns", NUMBERS, "torch.cumsum(x, 0)");
    add(rows, "prod of rows", NUMBERS, "torch.prod(y, 1)");
    add(rows, "logsumexp", NUMBERS, "torch.logsumexp(x, 1)");
    add(rows, "outer", NUMBERS, "torch.outer(x[0], y[0])");
    add(rows, "x * column", NUMBERS, "x * y[:, 0:1]");
    add(rows, "gather", PLACES, "torch.gather(x, 1, q)");
    add(rows, "scatter_add", PLACES, "torch.zeros(1024, 1024).scatter_add(1, q, x)");
    add(rows, "index_add", PLACES, "torch.zeros(1024, 1024).index_add(0, p, x)");
    add(rows, "masked_select", NUMBERS, "torch.masked_select(x, x > 0)");
    add(rows, "clamp by tensors", NUMBERS, "torch.clamp(x, y - 1, y)");
    add(rows, "isclose", NUMBERS, "torch.isclose(x, y).sum()");
    add(rows, "cat of columns", NUMBERS, "torch.cat([x, y], 1)");
    add(rows, "sum of a transposed matrix", NUMBERS, "x.t().sum(0)");
    add(rows, "heads apart", NUMBERS, "x.view(32, 32, 32, 32).permute(0, 2, 1, 3).contiguous()");
    add(rows, "unique", PLACES, "torch.unique(q)");
    add(rows, "cdist 256", SMALL, "torch.cdist(x, y)");
    add(rows, "inv 256", SMALL, "torch.linalg.inv(x)");
    add(rows, "solve 256", SMALL, "torch.linalg.solve(x, y)");
    return rows;
  }

  private static void add(List<Row> rows, String name, String setup, String expression) {
    rows.add(Row.of(GROUP, name, Program.of(setup, expression)));
  }
}
