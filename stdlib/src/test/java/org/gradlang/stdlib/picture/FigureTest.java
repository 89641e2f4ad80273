package org.gradlang.stdlib.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Picture;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What plots write and show. */
final class FigureTest {
  private static final int WHITE = 0xffffffff;

  private final List<Picture> shown = new ArrayList<>();

  @TempDir private Path folder;

  private String run(String code) {
    Grad.Builder builder =
        Grad.builder().files(FileAccess.all()).screen(picture -> shown.add(picture));
    try (Grad grad = builder.build()) {
      grad.set("folder", folder.toString());
      return grad.eval(code).toString();
    }
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<Element> elements(Document document, String group, String name) {
    List<Element> found = new ArrayList<>();
    NodeList groups = document.getElementsByTagName("g");
    for (int i = 0; i < groups.getLength(); i++) {
      Element one = (Element) groups.item(i);
      NodeList inner = one.getElementsByTagName(name);
      for (int k = 0; one.getAttribute("class").equals(group) && k < inner.getLength(); k++) {
        found.add((Element) inner.item(k));
      }
    }
    return found;
  }

  private static List<String> texts(Document document, String group) {
    return elements(document, group, "text").stream().map(Element::getTextContent).toList();
  }

  @Test
  void anSvgHasALineForEachStretchAndTextsThatCanBeRead() throws Exception {
    Document svg =
        parse(
            run(
                "plot.figure(title=\"a < b & c\", xlabel=\"epoch\", ylabel=\"loss\")"
                    + ".line({\"train\": [3, 2, nan, 1, 0], \"test\": [4, 3, 2, 2, 2]}).svg()"));
    assertEquals("a < b & c", svg.getElementsByTagName("title").item(0).getTextContent());
    assertEquals(List.of("a < b & c", "epoch", "loss"), texts(svg, "labels"));
    assertEquals(List.of("train", "test"), texts(svg, "legend"));
    assertEquals(
        List.of("0 0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0 0 1 2 3 4".split(" ", -1)), texts(svg, "axes"));
    List<Element> lines = elements(svg, "series", "polyline");
    assertEquals(
        List.of("#0072b2", "#0072b2", "#d55e00"),
        lines.stream().map(line -> line.getAttribute("stroke")).toList());
    assertEquals(2, lines.get(0).getAttribute("points").split(" ", -1).length);
    assertEquals(5, lines.get(2).getAttribute("points").split(" ", -1).length);
  }

  @Test
  void pointsAreCirclesAndBarsRectangles() throws Exception {
    Document points = parse(run("plot.figure().scatter([1, 2, 3], [1, nan, 3]).svg()"));
    assertEquals(2, elements(points, "series", "circle").size());
    Document bars = parse(run("plot.figure().bar({\"a\": 1, \"b\": -2, \"c\": 0}).svg()"));
    assertEquals(2, elements(bars, "series", "rect").size());
    assertTrue(texts(bars, "axes").containsAll(List.of("a", "b", "c")));
  }

  @Test
  void aLongLineIsThinnedToWhatIsSeen() throws Exception {
    Document svg = parse(run("plot.figure().line(randn(100000)).svg()"));
    int points =
        elements(svg, "series", "polyline").getFirst().getAttribute("points").split(" ", -1).length;
    assertTrue(points > 700 && points <= 4 * 800, () -> "points: " + points);
  }

  @Test
  void manyPointsAreOneElement() throws Exception {
    Document svg = parse(run("plot.figure().scatter(randn(600), randn(600)).svg()"));
    List<Element> paths = elements(svg, "series", "path");
    assertEquals(1, paths.size());
    assertEquals(600, paths.getFirst().getAttribute("d").split("h0", -1).length - 1);
  }

  @Test
  void aPngHasTheSizeAndTheColours() throws IOException {
    run("plot([1, 2], width=300, height=200, path=folder + \"/a.png\")");
    BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
    assertEquals(300, image.getWidth());
    assertEquals(200, image.getHeight());
    assertEquals(WHITE, image.getRGB(0, 0));
    boolean blue = false;
    for (int x = 0; x < 300; x++) {
      for (int y = 0; y < 200; y++) {
        blue |= image.getRGB(x, y) == 0xff0072b2;
      }
    }
    assertTrue(blue);
  }

  @Test
  void theEndingSaysTheFormat() throws IOException {
    run("plot.figure().line([1, 2]).save(folder + \"/a.JPG\").save(folder + \"/a.svg\")");
    assertEquals((byte) 0xd8, Files.readAllBytes(folder.resolve("a.JPG"))[1]);
    assertTrue(Files.readString(folder.resolve("a.svg")).startsWith("<svg xmlns="));
    assertThrows(GradException.class, () -> run("plot([1], path=folder + \"/a.gif\")"));
    assertFalse(Files.exists(folder.resolve("a.gif")));
  }

  @Test
  void aPlotWithoutAPathIsShownOnce() {
    assertEquals("<figure \"t\", 1 series>", run("plot([1, 2], title=\"t\")"));
    assertEquals(1, shown.size());
    run("plot([1, 2], path=folder + \"/a.svg\")");
    run("plot.figure().line([1, 2])");
    assertEquals(1, shown.size());
    run("show(plot.figure().line([1, 2]))");
    assertEquals(2, shown.size());
  }

  @Test
  void colorsOfTheTerminalTellLinesApart() {
    run("plot({\"a\": [0, 0], \"b\": [1, 1]})");
    String all = text(new TextStyle(24, 12, Colors.ALL, true));
    assertTrue(all.contains("\u001b[38;2;58;154;217m\u2500\u2500\u001b[0m a"), all);
    assertTrue(all.contains("\u001b[38;2;230;120;15m\u2500\u2500\u001b[0m b"), all);
    String few = text(new TextStyle(24, 12, Colors.PALETTE, true));
    assertTrue(few.contains("\u001b[38;5;32m\u2500\u2500\u001b[0m a"), few);
  }

  @Test
  void asciiIsEnough() {
    run("plot({\"a\": [0, 1], \"b\": [1, 0]})");
    assertEquals(
        """
        1 + +++            ***
          |    ++++++******
          |    ******++++++
        0 + ***            +++
          +-+----------------+-
            0                1
           * a   + b
        """,
        text(new TextStyle(24, 11, Colors.NONE, false)));
  }

  private String text(TextStyle style) {
    Optional<String> text = shown.getLast().text(style);
    return text.orElseThrow();
  }

  @Test
  void whatAHostDoesNotGrantIsNotWritten() {
    try (Grad grad = Grad.create()) {
      GradException error =
          assertThrows(GradException.class, () -> grad.eval("plot([1], path=\"a.svg\")"));
      assertTrue(error.getMessage().contains("not granted"), error.getMessage());
    }
  }
}
