package org.gradlang.stdlib.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gradlang.FileAccess;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.Types;

/** NumPy's zip archives of arrays. */
final class Npz {
  private static final String SUFFIX = ".npy";

  /** When every part was made, for zip: a file depends on its content alone. */
  private static final LocalDateTime LONG_AGO = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final int LONGEST_NAME = 1 << 14;

  private Npz() {}

  /** Reads an archive as a dict of tensors. */
  static DictValue read(ZipArchive archive) throws IOException {
    DictValue arrays = new DictValue();
    for (String name : archive.names()) {
      if (!name.endsWith(SUFFIX)) {
        throw new FormatException("it is a zip archive with '" + name + "', which is no array");
      }
      String key = name.substring(0, name.length() - SUFFIX.length());
      arrays.put(key, read(archive, key, name));
    }
    return arrays;
  }

  private static Tensor read(ZipArchive archive, String key, String name) throws IOException {
    try {
      return archive.read(name, true, Npy::read);
    } catch (FormatException problem) {
      throw new FormatException("the array '" + key + "': " + problem.getMessage());
    }
  }

  /** Writes a dict of tensors, or a list of them under the names that NumPy gives. */
  static FileAccess.Content content(Object value, boolean compressed) {
    Map<String, Tensor> arrays = arrays(value);
    return file -> {
      ZipOutputStream zip = new ZipOutputStream(file);
      for (Map.Entry<String, Tensor> array : arrays.entrySet()) {
        ZipEntry part = new ZipEntry(array.getKey() + SUFFIX);
        part.setTimeLocal(LONG_AGO);
        if (compressed) {
          part.setMethod(ZipEntry.DEFLATED);
        } else {
          store(part, array.getValue());
        }
        zip.putNextEntry(part);
        Npy.write(array.getValue(), zip);
        zip.closeEntry();
      }
      zip.finish();
    };
  }

  /** What is stored as it is needs its length and check sum beforehand. */
  private static void store(ZipEntry part, Tensor tensor) throws IOException {
    CRC32 sum = new CRC32();
    Npy.write(tensor, new CheckedOutputStream(OutputStream.nullOutputStream(), sum));
    part.setMethod(ZipEntry.STORED);
    part.setSize(Npy.bytes(tensor));
    part.setCompressedSize(Npy.bytes(tensor));
    part.setCrc(sum.getValue());
  }

  private static Map<String, Tensor> arrays(Object value) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    if (value instanceof DictValue dict) {
      dict.forEach((key, element) -> add(arrays, key, element));
    } else if (value instanceof List<?> list) {
      list.forEach(element -> add(arrays, "arr_" + arrays.size(), element));
    } else {
      throw refused(Types.described(value));
    }
    return arrays;
  }

  private static void add(Map<String, Tensor> arrays, Object key, Object element) {
    if (!(key instanceof String name)) {
      throw refused("a dict with " + Types.described(key) + " as a key");
    }
    if (name.length() > LONGEST_NAME || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw refused("a dict with a key that cannot be the name of a file");
    }
    if (!(element instanceof Tensor tensor)) {
      throw refused("a collection with " + Types.described(element) + " in it, at '" + name + "'");
    }
    arrays.put(name, tensor);
  }

  private static GradError refused(String what) {
    return new GradError(
            ErrorKind.TYPE, "save(): a .npz file holds tensors by name, and this is " + what)
        .help("a .safetensors file holds any plain data");
  }
}
