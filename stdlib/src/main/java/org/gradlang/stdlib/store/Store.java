package org.gradlang.stdlib.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Objects;
import org.gradlang.Declarations;
import org.gradlang.FileAccess;
import org.gradlang.builtin.FileErrors;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.Namespace;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** The built-ins {@code save} and {@code load}. */
public final class Store {
  private static final int BUFFER = 1 << 16;

  private final FileAccess files;

  public Store(FileAccess files) {
    this.files = files;
  }

  /** Declares the built-ins. */
  public void declare(Declarations names) {
    names.later("save", this::saving);
    names.later("load", this::loading);
  }

  /** Declares both in the namespace {@code torch}, with PyTorch's parameters. */
  public void declareIn(Namespace torch) {
    torch.defineLater("save", this::torchSaving);
    torch.defineLater("load", this::torchLoading);
  }

  private Builtin torchSaving() {
    return Builtin.doing(
        "save(obj: any, f: str, pickle_module: any = None, pickle_protocol: int = 2,"
            + " _use_new_zipfile_serialization: bool = True)",
        "Writes tensors and plain data, such as a state_dict, to a safetensors file, as"
            + " save(obj, path) does; load() reads it again. How pickles are made does not matter.",
        a -> save(Objects.requireNonNull(a[0]), (String) a[1], false));
  }

  private Builtin torchLoading() {
    return Builtin.of(
        "load(f: str, map_location: any = None, pickle_module: any = None, *,"
            + " weights_only: bool? = None, mmap: bool? = None)",
        "Tensors and plain data of a file that torch.save or save() wrote, as load(path) gives"
            + " them: on the CPU, and without running what a pickle names.",
        a -> {
          requireCpu(a[1]);
          return load((String) a[0]);
        });
  }

  private Builtin saving() {
    return Builtin.doing(
        "save(obj: any, path: str, *, compressed: bool = False)",
        "Writes tensors and plain data, such as a state_dict, to a file: NumPy's where the path"
            + " ends in .npy or .npz, which compressed=True makes smaller, any other in the"
            + " safetensors format. An old file stays whole until the new one is.",
        a -> save(Objects.requireNonNull(a[0]), (String) a[1], (Boolean) a[2]));
  }

  private Builtin loading() {
    return Builtin.of(
        "load(path: str, map_location: any = None, *, weights_only: bool? = None,"
            + " mmap: bool? = None)",
        "What save() wrote, or tensors and plain data of a file of safetensors, NumPy (.npy, .npz)"
            + " or PyTorch (.pt), known by its content. The other arguments are those of torch.load"
            + " and change nothing: tensors come to the CPU.",
        a -> {
          requireCpu(a[1]);
          return load((String) a[0]);
        });
  }

  /** Writes a value to a file, in the format that the path's ending tells. */
  void save(Object value, String path, boolean compressed) {
    String name = path.toLowerCase(Locale.ROOT);
    if (compressed && !name.endsWith(".npz")) {
      throw new GradError(ErrorKind.VALUE, "save(): only a .npz file can be compressed");
    }
    FileAccess.Content content =
        name.endsWith(".npy")
            ? Npy.content(value)
            : name.endsWith(".npz") ? Npz.content(value, compressed) : new SafetensorsWriter(value);
    try {
      files.replace(
          path,
          file -> {
            BufferedOutputStream buffered = new BufferedOutputStream(file, BUFFER);
            content.writeTo(buffered);
            buffered.flush();
          });
    } catch (IOException problem) {
      throw FileErrors.writing(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }

  /** Reads a file, in the format that its first bytes tell. */
  Object load(String path) {
    try (SeekableByteChannel channel = files.open(path)) {
      return read(new StoredFile(channel));
    } catch (FormatException problem) {
      GradError error =
          new GradError(ErrorKind.IO, "cannot load '" + path + "': " + problem.getMessage());
      throw problem.advice().isEmpty() ? error : error.help(problem.advice());
    } catch (IOException problem) {
      throw FileErrors.reading(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }

  private static Object read(StoredFile file) throws IOException {
    return switch (Format.of(file)) {
      case SAFETENSORS -> SafetensorsReader.read(file);
      case NPY -> Npy.read(file.content());
      case PICKLE -> LegacyTorchFile.read(file.content());
      case ZIP -> {
        ZipArchive archive = new ZipArchive(file);
        yield TorchArchive.isOne(archive) ? TorchArchive.read(archive) : Npz.read(archive);
      }
    };
  }

  /** Tensors are on the CPU: a function or a dict that moves them has nothing to do. */
  private static void requireCpu(@Nullable Object location) {
    if (location instanceof String text && !text.equals("cpu")) {
      throw new GradError(
              ErrorKind.VALUE,
              "load(): Grad computes on the CPU, and map_location is '" + text + "'")
          .help("leave map_location out, or say 'cpu'");
    }
    if (location instanceof Number) {
      throw new GradError(
          ErrorKind.TYPE,
          "load(): map_location is 'cpu', a dict or a function, not " + Types.described(location));
    }
  }
}
