package org.gradlang.stdlib.picture;

import org.gradlang.Declarations;
import org.gradlang.value.Namespace;

/** Declares what is there for looking. */
public final class PictureFunctions {
  private PictureFunctions() {}

  /** Declares {@code plot}, {@code show}, {@code io.write_image}, and torchvision's utils. */
  public static void declare(Declarations names) {
    Gallery gallery = new Gallery(names.host());
    Images images = new Images(gallery, names);
    names.later("plot", () -> new PlotFunction(gallery));
    names.later("show", images::show);
    names.later("io.write_image", images::writeImage);
    names.importable("torchvision", () -> torchvision(names));
  }

  /** The part of torchvision that training programs use to change images and to look at them. */
  private static Namespace torchvision(Declarations names) {
    Namespace utils = new Namespace("torchvision.utils");
    utils.defineLater("make_grid", () -> names.get("make_grid"));
    utils.defineLater("save_image", () -> names.get("save_image"));
    return new Namespace("torchvision")
        .define("utils", utils)
        .defineLater("transforms", () -> names.get("data.transforms"));
  }
}
