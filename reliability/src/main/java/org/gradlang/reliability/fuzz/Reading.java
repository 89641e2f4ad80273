package org.gradlang.reliability.fuzz;

import java.util.List;

/**
 * A way to read a file.
 *
 * @param letter what an input for it begins with
 * @param packing what becomes of the rest of the input
 * @param program what reads the file {@code x}
 */
record Reading(char letter, Packing packing, String program) {
  private static final String LOAD = "str(load(\"x\"))";
  private static final String IMAGE =
      "[str(io.read_image(\"x\")), str(io.read_image(\"x\", \"RGBA\", int64)),"
          + " str(io.read_image(\"x\", \"L\"))]";
  private static final String IDX = "[str(io.read_idx(\"x\")), str(io.read_idx(\"x\", float64))]";

  /** All of them. */
  static final List<Reading> ALL =
      List.of(
          new Reading('l', Packing.PLAIN, LOAD),
          new Reading('p', Packing.TORCH, LOAD),
          new Reading('n', Packing.NPZ, LOAD),
          new Reading('s', Packing.SAFETENSORS, LOAD),
          new Reading('u', Packing.PLAIN, "net.load_state_dict(load(\"x\"), strict=False)"),
          new Reading('o', Packing.PLAIN, "step.load_state_dict(load(\"x\")); step.step()"),
          new Reading('S', Packing.SAFETENSORS, "net.load_state_dict(load(\"x\"))"),
          new Reading('c', Packing.PLAIN, "str(io.read_csv(\"x\"))"),
          new Reading(
              'C',
              Packing.PLAIN,
              "str(io.read_csv(\"x\", \";\", True, int64, columns=[\"a\", 1], missing=-1.0))"),
          new Reading('t', Packing.PLAIN, "str(io.read_table(\"x\"))"),
          new Reading(
              'T', Packing.GZIP, "str(io.read_table(\"x\", \"\\t\", False, float64, skip_rows=1))"),
          new Reading('r', Packing.PLAIN, "str(io.read_rows(\"x\"))"),
          new Reading('i', Packing.PLAIN, IDX),
          new Reading('I', Packing.GZIP, IDX),
          new Reading('g', Packing.PLAIN, IMAGE),
          new Reading('G', Packing.PNG, IMAGE),
          new Reading('x', Packing.PLAIN, "io.read_text(\"x\"); io.read_lines(\"x\")"),
          new Reading('X', Packing.GZIP, "io.read_text(\"x\"); io.read_lines(\"x\")"),
          new Reading('m', Packing.PLAIN, "import \"x\" as m\nstr(m)"));

  /** The way of an input that begins with this byte. */
  static Reading of(byte first) {
    return ALL.stream()
        .filter(way -> way.letter == first)
        .findFirst()
        .orElseGet(() -> ALL.get((first & 0xff) % ALL.size()));
  }
}
