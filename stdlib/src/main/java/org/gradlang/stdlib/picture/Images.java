package org.gradlang.stdlib.picture;

import java.util.Objects;
import java.util.Optional;
import org.gradlang.Declarations;
import org.gradlang.Picture;
import org.gradlang.Pixels;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Calls;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** {@code show}, and images as files. */
final class Images {
  private final Gallery gallery;
  private final Declarations names;

  Images(Gallery gallery, Declarations names) {
    this.gallery = gallery;
    this.names = names;
  }

  Builtin show() {
    return Builtin.doing(
        "show(image: any, normalize: bool = False, value_range: any = None, nrow: int = 8,"
            + " path: str? = None)",
        """
        Shows an image on the terminal, or writes it to a file by path="image.png": a tensor \
        (height, width), (channels, height, width), or several images (n, channels, height, width) \
        in rows of nrow. Floats run from 0 to 1, ints from 0 to 255.
        normalize=True stretches the values from the least to the largest, or those of \
        value_range=(low, high), over the whole range.
        Figures of plot and graphs of autograd.graph are shown as well.\
        """,
        this::show);
  }

  private void show(@Nullable Object[] arguments) {
    Object value = Objects.requireNonNull(arguments[0]);
    switch (value) {
      case Figure figure when arguments[4] != null -> figure.save((String) arguments[4]);
      case Figure figure -> figure.show("path=\"plot.svg\"");
      case Picture picture when arguments[4] != null ->
          throw new GradError(ErrorKind.TYPE, "show() writes no file of " + Types.described(value))
              .help("a graph is written by autograd.graph(y).svg(\"graph.svg\")");
      case Picture picture -> gallery.showText(picture);
      case Tensor tensor -> showImage(tensor, arguments);
      case java.util.List<?> list -> showImage(ofList(list), arguments);
      default ->
          throw new GradError(
              ErrorKind.TYPE,
              "show() takes an image, a figure or a graph, not " + Types.described(value));
    }
  }

  /** Several images, or the rows of one as numbers. */
  private static Tensor ofList(java.util.List<?> list) {
    return Data.tensor(list, null);
  }

  private void showImage(Tensor tensor, @Nullable Object[] arguments) {
    Tensor one = arranged(tensor, arguments);
    ImageTensor image = new ImageTensor("show", one);
    if (image.exceedsRange()) {
      Context.current()
          .warn(
              new GradError(
                      ErrorKind.VALUE,
                      "show() cuts off what is outside of its range: "
                          + image.range()
                          + (one.dtype().isFloating() ? ", not 0 to 1" : ", not 0 to 255"))
                  .help("show(image, normalize=True) stretches the values over the range"));
    }
    Pixels pixels = image.pixels();
    String path = (String) arguments[4];
    if (path == null) {
      gallery.show(picture(pixels), "an image", "path=\"image.png\"");
    } else {
      gallery.files().writeImage(path, () -> pixels, "a PNG or JPEG", ImageFiles.JPEG_QUALITY);
    }
  }

  private static Picture picture(Pixels pixels) {
    return new Picture() {
      @Override
      public Optional<Pixels> pixels(int width) {
        return Optional.of(pixels);
      }
    };
  }

  /** One image: normalized, and several of them as a grid, as make_grid does. */
  private Tensor arranged(Tensor tensor, @Nullable Object[] arguments) {
    boolean normalize = (Boolean) Objects.requireNonNull(arguments[1]);
    boolean ranged = arguments[2] != None.NONE && arguments[2] != null;
    if (tensor.dim() != 4 && !normalize && !ranged) {
      return tensor;
    }
    ImageTensor.checkChannels("show", tensor);
    Object range = Objects.requireNonNullElse(arguments[2], None.NONE);
    Object rows = Objects.requireNonNull(arguments[3]);
    Arguments given =
        new Arguments(
            new Object[] {tensor.detach(), rows, normalize || ranged, range},
            new String[] {"nrow", "normalize", "value_range"});
    return (Tensor) Calls.call(names.get("make_grid"), given);
  }

  Builtin writeImage() {
    return Builtin.doing(
        "write_image(path: str, image: tensor, quality: int = 75)",
        "Writes an image (height, width) or (channels, height, width) as PNG or JPEG, by the"
            + " ending of its name: floats from 0 to 1, ints from 0 to 255, 1, 3 or 4 channels."
            + " JPEG has a quality from 1 to 100.",
        a -> {
          long quality = (Long) Objects.requireNonNull(a[2]);
          if (quality < 1 || quality > 100) {
            throw new GradError(
                ErrorKind.VALUE, "write_image() needs a quality from 1 to 100, not " + quality);
          }
          Tensor image = (Tensor) Objects.requireNonNull(a[1]);
          gallery
              .files()
              .writeImage(
                  (String) Objects.requireNonNull(a[0]),
                  () -> new ImageTensor("write_image", image).pixels(),
                  "a PNG or JPEG",
                  (int) quality);
        });
  }
}
