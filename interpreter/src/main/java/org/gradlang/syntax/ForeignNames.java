package org.gradlang.syntax;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** Names of other languages and libraries, and what Grad has in their place. */
public final class ForeignNames {
  private static final String ERROR = "write `Error`: every kind of error is one";

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          entry("null", "write `None`"),
          entry("nil", "write `None`"),
          entry("undefined", "write `None`"),
          entry("true", "write `True`"),
          entry("false", "write `False`"),
          entry("torch", "write `import torch` first"),
          entry("self", "`self` is there in the body and the methods of a `module`"),
          entry("super", "a module has no base: make one of it an attribute"),
          entry("this", "write `self`"),
          entry("Exception", ERROR),
          entry("BaseException", ERROR),
          entry("RuntimeError", ERROR),
          entry("NotImplementedError", "write `Error`"),
          entry("OSError", "write `IOError`"),
          entry("FileNotFoundError", "write `IOError`"),
          entry("ModuleNotFoundError", "write `ImportError`"),
          entry("set", "there are no sets: `dict.fromkeys(xs)` keeps each element once"),
          entry("frozenset", "there are no sets: `dict.fromkeys(xs)` keeps each element once"),
          entry("open", "`io.read_text(path)` and `load(path)` read files, `save(x, path)` writes"),
          entry("np", "tensors do what arrays do"),
          entry("vmap", "write `stack([f(x) for x in xs])`"),
          entry("plt", "`plot(ys)` draws, `show(image)` shows pictures"),
          entry("tqdm", "write `progress(xs)`"),
          entry("DataLoader", "write `data.DataLoader`"),
          entry("TensorDataset", "write `data.TensorDataset`"));

  private ForeignNames() {}

  /** What to write instead of a name that nothing declares. */
  public static Optional<String> instead(String name) {
    return Optional.ofNullable(INSTEAD.get(name));
  }
}
