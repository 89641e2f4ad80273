package org.gradlang.eval.statement;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Libraries that programs for PyTorch begin with, and what Grad has in their place. */
final class PythonLibraries {
  private static final String ALWAYS_THERE = "leave it out: ";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry(
              "numpy", ALWAYS_THERE + "tensors do what arrays do, load and save read .npy files"),
          Map.entry("matplotlib", ALWAYS_THERE + "plot(ys) draws, show(image) shows pictures"),
          Map.entry("pandas", ALWAYS_THERE + "io.read_table(path) reads columns"),
          Map.entry(
              "PIL", ALWAYS_THERE + "io.read_image(path) reads pictures, save_image writes them"),
          Map.entry(
              "cv2", ALWAYS_THERE + "io.read_image(path) reads pictures, save_image writes them"),
          Map.entry("tqdm", ALWAYS_THERE + "for x in progress(xs) { ... } draws a bar"),
          Map.entry(
              "random", ALWAYS_THERE + "rand, randint and randperm draw, manual_seed(n) seeds"),
          Map.entry("time", ALWAYS_THERE + "clock() gives seconds"),
          Map.entry(
              "os", ALWAYS_THERE + "io.list_files(folder) and io.exists(path) look for files"),
          Map.entry("sys", ALWAYS_THERE + "args holds the arguments, exit(code) ends"),
          Map.entry("argparse", ALWAYS_THERE + "args is the list of a script's arguments"),
          Map.entry("typing", ALWAYS_THERE + "parameters have no types"),
          Map.entry("__future__", ALWAYS_THERE + "it has no meaning here"));

  private PythonLibraries() {}

  /** A sentence for the error, or null for what nobody would expect. */
  static @Nullable String instead(String library) {
    return INSTEAD.get(library);
  }
}
