package org.gradlang.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.Script;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class RowsTest {
  @BeforeAll
  static void folder() {
    System.setProperty("bench.folder", "."); // tests run in the module's folder
  }

  @Test
  void namesAreUnique() {
    List<String> names = Rows.all().stream().map(Row::name).toList();
    assertEquals(names.size(), names.stream().distinct().count());
  }

  @Test
  void everyProgramIsGrad() {
    for (Row row : Rows.all()) {
      assertNotNull(Script.compile(row.name(), row.program().grad()));
    }
  }

  @Test
  void oneTextIsTwoPrograms() {
    Program program = Program.of("x = torch.ones(3)\nx.requires_grad_()", "torch.exp(x)");
    assertTrue(program.grad().startsWith("let x = ones(3)\nx.requires_grad_()\n"), program.grad());
    assertTrue(program.grad().contains("result = exp(x) }"), program.grad());
    assertTrue(program.python().contains("        result = torch.exp(x)\n"), program.python());
  }

  @Test
  void quartilesLieBetweenValues() {
    // Sorted: 1 2 4 8. The places are 0.75, 1.5 and 2.25: 1 + 0.75, 2 + 0.5 * 2, 4 + 0.25 * 4.
    assertEquals(new Quartiles(1.75, 3, 5), Quartiles.of(new double[] {8, 1, 4, 2}));
  }

  @Test
  void measurementsSurviveBeingWritten() {
    Map<String, Quartiles> nanos = new LinkedHashMap<>();
    nanos.put("Grad", new Quartiles(1, 2, 3));
    nanos.put("libtorch", new Quartiles(2, 4, 6.5));
    Measured measured =
        new Measured(
            "mm 128", 2, nanos, Map.of("libtorch", new Quartiles(1, 2, 2.5)), 640, 0.25, 3.5);
    assertEquals(measured, Measured.parse(measured.line()).orElseThrow());
  }
}
