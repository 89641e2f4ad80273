package org.gradlang.bench;

import static org.gradlang.bench.Row.LIBTORCH;

import java.util.ArrayList;
import java.util.List;

/** Matrix products. */
final class ProductRows {
  private static final String GROUP = "Matrix products";

  private ProductRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    for (int n : new int[] {128, 256, 512, 1024}) {
      rows.add(product("mm " + n, n, "float32", "a @ b").atLeast(1, LIBTORCH));
    }
    for (int n : new int[] {128, 256, 512, 1024}) {
      rows.add(product("mm " + n + " float64", n, "float64", "a @ b"));
    }
    rows.add(product("mm 512 a.t() @ b", 512, "float32", "a.t() @ b"));
    rows.add(product("mm 512 a @ b.t()", 512, "float32", "a @ b.t()"));
    rows.add(product("mm 512 a.t() @ b.t()", 512, "float32", "a.t() @ b.t()"));
    rows.add(
        Row.of(
                GROUP,
                "bmm 16x128",
                Program.of(
                    """
                    torch.manual_seed(0)
                    a = torch.randn(16, 128, 128)
                    b = torch.randn(16, 128, 128)
                    """,
                    "torch.bmm(a, b)"))
            .threaded());
    rows.add(
        Row.of(
                GROUP,
                "mv 1024",
                Program.of(
                    """
                    torch.manual_seed(0)
                    a = torch.randn(1024, 1024)
                    b = torch.randn(1024)
                    """,
                    "a @ b"))
            .threaded());
    return rows;
  }

  private static Row product(String name, int n, String dtype, String expression) {
    String setup =
        """
        torch.manual_seed(0)
        a = torch.randn(N, N).to(torch.DTYPE)
        b = torch.randn(N, N).to(torch.DTYPE)
        """
            .replace("N", Integer.toString(n))
            .replace("DTYPE", dtype);
    return Row.of(GROUP, name, Program.of(setup, expression)).threaded();
  }
}
