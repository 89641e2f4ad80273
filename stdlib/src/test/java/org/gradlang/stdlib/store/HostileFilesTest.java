package org.gradlang.stdlib.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: each is one clear error. */
final class HostileFilesTest {
  private final MemoryFiles files = MemoryFiles.recorded();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private String refused(byte[] content) {
    files.put("x", content);
    GradError error = assertThrows(GradError.class, () -> new Store(files).load("x"));
    assertEquals(ErrorKind.IO, error.kind());
    assertTrue(error.message().startsWith("cannot load 'x': "), error.message());
    return error.message().substring("cannot load 'x': ".length());
  }

  private void assertRefused(String message, byte[] content) {
    String told = refused(content);
    assertTrue(told.contains(message), told);
  }

  private static byte[] safetensors(long length, String header, int data) {
    ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return joined(start.array(), text, new byte[data]);
  }

  private static byte[] safetensors(String header, int data) {
    return safetensors(header.getBytes(StandardCharsets.UTF_8).length, header, data);
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2] | [0,8] | 7 | have 8 bytes, and 7 are there",
        "[2] | [0,8] | 9 | have 8 bytes, and 9 are there",
        "[2] | [1,9] | 9 | begin at 1, not at 0",
        "[2] | [8,0] | 8 | do not fit",
        "[2] | [0,4] | 4 | do not fit",
        "[2] | [-8,0] | 8 | do not fit",
        "[2] | [0,8,8] | 8 | does not say dtype, shape and data_offsets",
        "[2] | [0] | 8 | does not say dtype, shape and data_offsets",
        "[-1] | [0,8] | 8 | a tensor of the shape [-1]",
        "[2.0] | [0,8] | 8 | does not say",
        "[[2]] | [0,8] | 8 | does not say",
        "2 | [0,8] | 8 | does not say",
        "[9223372036854775807,9223372036854775807] | [0,8] | 8 | a tensor of the shape",
        "[99999999999999999999] | [0,8] | 8 | its header is damaged",
        "[2147483647] | [0,8589934588] | 8 | a tensor of the shape",
        "[2000000000] | [0,8000000000] | 8 | have 8000000000 bytes, and 8 are there",
        "[1000000,1000000,0] | [0,8] | 8 | do not fit",
      })
  void safetensorsOfOneTensor(String shape, String offsets, int data, String message) {
    String header = "{\"a\":" + tensor("F32", shape, offsets) + "}";
    assertRefused(message, safetensors(header, data));
  }

  @Test
  void safetensorsHeaders() {
    String one = tensor("U8", "[1]", "[0,1]");
    assertRefused("has 'a' twice", safetensors("{\"a\":" + one + ",\"a\":" + one + "}", 2));
    assertRefused("begin at 0, not at 1", safetensors("{\"a\":" + one + ",\"b\":" + one + "}", 1));
    assertRefused(
        "has the dtype F8_E4M3",
        safetensors("{\"a\":" + tensor("F8_E4M3", "[]", "[0,1]") + "}", 1));
    assertRefused("goes on after its end", safetensors("{} {}", 0));
    assertRefused("its header is damaged", safetensors("{\"a\":", 0));
    assertRefused("its header is damaged", safetensors("{'a':1}", 0));
    assertRefused("its header is damaged", joined(safetensors(3, "{\"", 0), new byte[] {-1}));
    assertRefused("are no text", safetensors("{\"__metadata__\":{\"a\":1}}", 0));
    assertRefused(
        "'__metadata__' twice", safetensors("{\"__metadata__\":{},\"__metadata__\":{}}", 0));
    assertRefused("does not say", safetensors("{\"a\":" + "[".repeat(100_000), 0));
    assertRefused("should have 1000 bytes, and only", safetensors(1000, "{}", 0));
    assertRefused("should have 100000000 bytes", safetensors(100_000_000, "{}", 0));
    assertRefused(
        "has the dtype", safetensors("{\"a\":" + tensor("x".repeat(100), "[]", "[0,0]") + "}", 0));
    assertRefused("of none of the formats", safetensors(Long.MIN_VALUE, "{}", 0));
  }

  @Test
  void aSafetensorsFileMayHaveAnEmptyHeader() {
    files.put("x", safetensors("{}   ", 0));
    assertEquals("{}\n", files.run("print(load(\"x\"))"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "[1",
        "{",
        "{}",
        "[1,]",
        "{\"tensor\":\"b\"}",
        "[]",
        "[{\"tensor\":\"a\"},{\"same\":0}]",
        "[{\"tensor\":\"a\"},{\"like\":\"a\",\"x\":\"a\"}]",
        "[{\"tensor\":\"a\"},{\"dict\":[[[],1]]}]",
        "[{\"tensor\":\"a\"},{\"dict\":[[1,1],[1.0,2]]}]",
        "[{\"tensor\":\"a\"},{\"dict\":[[1]]}]",
        "[{\"tensor\":\"a\"},{\"dict\":[[1,2,3]]}]",
        "[{\"tensor\":\"a\"},{\"dict\":[[{\"same\":0},1]]}]",
        "[{\"tensor\":\"a\"},{\"id\":0,\"tuple\":[{\"same\":0}]}]",
        "[{\"tensor\":\"a\"},{\"id\":0,\"list\":[]},{\"id\":0,\"list\":[]}]",
        "[{\"tensor\":\"a\"},{\"float\":\"Inf\"}]",
        "[{\"tensor\":\"a\"},{\"dtype\":\"int32\"}]",
        "[{\"tensor\":\"a\"},{\"size\":[-1]}]",
        "[{\"tensor\":\"a\"},{\"size\":[1.5]}]",
        "[{\"tensor\":\"a\"},{\"type\":\"t\",\"names\":[\"x\"],\"tuple\":[]}]",
        "[{\"tensor\":\"a\"},9223372036854775808]",
        "[{\"tensor\":\"a\"},1e5000000000000000000000000000000000000000]",
        "[{\"tensor\":\"a\"}] 1",
        "[{\"tensor\":\"a\",\"b\":1}]",
      })
  void structures(String structure) {
    String quoted = structure.replace("\"", "\\\"");
    String header =
        "{\"__metadata__\":{\"grad\":\""
            + quoted
            + "\"},\"a\":"
            + tensor("U8", "[]", "[0,1]")
            + "}";
    assertRefused("its structure (the metadata 'grad')", safetensors(header, 1));
  }

  @Test
  void aStructureThatIsTooDeep() {
    String header = "{\"__metadata__\":{\"grad\":\"" + "[".repeat(100_000) + "\"}}";
    assertRefused("its structure (the metadata 'grad') is damaged", safetensors(header, 0));
  }

  private static byte[] npy(String header, int data) {
    byte[] text = ascii(header);
    byte[] start = ascii("\u0093NUMPY\1\0");
    byte[] length = {(byte) text.length, (byte) (text.length >> 8)};
    return joined(start, length, text, new byte[data]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } # 7 # cut or damaged",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } # 9 # 1 bytes follow",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), } # 8 # cannot be read",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3), } # 8 # has the shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,), } # 8 # has the shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)} # 8 # has the"
            + " shape",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000,1000000)} # 8 # a tensor of the"
            + " shape",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2000000000,)} # 8 # cut or damaged",
        "{'descr': '<f4', 'shape': (2,)} # 8 # does not give",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)} # 8 # twice",
        "{'descr': '<f16', 'fortran_order': False, 'shape': (2,)} # 32 # an array of elements",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)} # 8 # cannot be read",
        "nothing # 8 # is no dict",
        "{ # 8 # is no dict",
      })
  void arrays(String header, int data, String message) {
    assertRefused(message, npy(header, data));
  }

  @Test
  void arraysThatAreCutOrUnknown() {
    byte[] whole = files.bytes("columns.npy");
    for (int length : new int[] {6, 8, 9, 20, whole.length - 1}) {
      refused(Arrays.copyOf(whole, length));
    }
    byte[] version = whole.clone();
    version[6] = 4;
    assertRefused("has version 4", version);
    assertRefused(
        "4294967295 bytes", joined(ascii("\u0093NUMPY\2\0\u00ff\u00ff\u00ff\u00ff"), whole));
  }

  /** A zip archive of stored parts: name, content, name, content. */
  private static byte[] archive(Object... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < parts.length; i += 2) {
        byte[] content = (byte[]) parts[i + 1];
        ZipEntry part = new ZipEntry((String) parts[i]);
        CRC32 sum = new CRC32();
        sum.update(content);
        part.setMethod(ZipEntry.STORED);
        part.setSize(content.length);
        part.setCrc(sum.getValue());
        zip.putNextEntry(part);
        zip.write(content);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] changed(byte[] content, int at, int... values) {
    byte[] changed = content.clone();
    for (int i = 0; i < values.length; i++) {
      changed[at + i] = (byte) values[i];
    }
    return changed;
  }

  @Test
  void archives() throws IOException {
    byte[] array = files.bytes("bool.npy");
    byte[] whole = archive("a.npy", array, "b.npy", array);
    int directory = whole.length - 22 - 2 * (46 + 5);
    for (int length = 4; length < whole.length; length += 7) {
      refused(Arrays.copyOf(whole, length));
    }
    // the second part is said to be where the first is
    assertRefused("directory", changed(whole, directory + 51 + 42, 0, 0, 0, 0));
    // more bytes than there are
    assertRefused("directory", changed(whole, directory + 20, 255, 255, 255, 127));
    assertRefused("two lengths", changed(whole, directory + 24, 1, 0, 0, 0));
    assertRefused("is encrypted", changed(whole, directory + 8, 1));
    assertRefused("compressed in a way (99)", changed(whole, directory + 10, 99));
    assertRefused("wrong check sum", changed(whole, directory + 16, 1, 2, 3, 4));
    assertRefused("two parts of the name", changed(whole, directory + 51 + 46, 'a'));
    assertRefused("directory", changed(whole, whole.length - 22 + 10, 3));
    assertRefused("directory", changed(whole, whole.length - 22 + 16, 255, 255, 255, 255));
    assertRefused("which is no array", archive("a.txt", array));
    assertRefused("the array 'a': it does not begin", archive("a.npy", new byte[100]));
  }

  @Test
  void archivesThatClaimToGrow() {
    byte[] whole = files.bytes("compressed.npz");
    int directory = new String(whole, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    assertRefused(
        "claims 2147483647 bytes made from", changed(whole, directory + 24, 255, 255, 255, 127));
    // less is a part that is too long for its array, more one that ends too early
    refused(changed(whole, directory + 24, 200, 0, 0, 0));
    refused(changed(whole, directory + 24, 0, 2, 0, 0));
  }

  /** An archive of one part, with lengths and places of 64 bits, as those beyond 4 GB have. */
  private static byte[] largeArchive(String name, byte[] content, long start) {
    byte[] text = ascii(name);
    int directory = 30 + text.length + content.length;
    int end = directory + 46 + text.length + 28;
    ByteBuffer bytes = ByteBuffer.allocate(end + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x04034b50).putShort(26, (short) text.length).position(30);
    bytes.put(text).put(content);
    CRC32 sum = new CRC32();
    sum.update(content);
    bytes.putInt(0x02014b50).position(directory + 16);
    bytes.putInt((int) sum.getValue()).putInt(-1).putInt(-1);
    bytes.putShort((short) text.length).putShort((short) 28).position(directory + 42);
    bytes.putInt(-1).put(text).putShort((short) 1).putShort((short) 24);
    bytes.putLong(content.length).putLong(content.length).putLong(start);
    bytes.putInt(0x06064b50).position(end + 32);
    bytes.putLong(1).putLong(end - directory).putLong(directory);
    bytes.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    bytes.putInt(0x06054b50).position(end + 56 + 20 + 10);
    return bytes.putShort((short) -1).putInt(-1).putInt(-1).array();
  }

  @Test
  void archivesOf64Bits() {
    byte[] array = files.bytes("bool.npy");
    files.put("x", largeArchive("a.npy", array, 0));
    assertEquals("{'a': tensor([[ True],\n        [False]])}\n", files.run("print(load(\"x\"))"));
    assertRefused("directory", largeArchive("a.npy", array, 1L << 40));
    assertRefused("directory", largeArchive("a.npy", array, -1));
  }

  private static byte[] torch(String pickle, int storage) throws IOException {
    return archive("a/data.pkl", ascii(pickle), "a/data/0", new byte[storage]);
  }

  /** A tensor of the storage 0 with so many elements, offset, size and stride. */
  private static String tensor(String count, String offset, String size, String stride) {
    return "\u0080\2ctorch._utils\n"
        + "_rebuild_tensor_v2\n"
        + "((U\7storagectorch\n"
        + "FloatStorage\n"
        + "U\0010U\3cpu"
        + count
        + "tQ"
        + offset
        + size
        + stride
        + "\u0089}tR.";
  }

  @Test
  void aTensorThatIsRight() throws IOException {
    files.put("x", torch(tensor("K\4", "K\1", "K\3\u0085", "K\1\u0085"), 16));
    assertEquals("tensor([0., 0., 0.])\n", files.run("print(load(\"x\"))"));
  }

  @Test
  void tensorsThatReachOutside() throws IOException {
    String huge = "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f"; // 2^63 - 1
    String outside = "reaches outside";
    assertRefused(outside, torch(tensor("K\4", "K\2", "K\3\u0085", "K\1\u0085"), 16));
    assertRefused(outside, torch(tensor("K\4", "K\0", "K\3\u0085", "K\2\u0085"), 16));
    assertRefused(outside, torch(tensor("K\4", huge, "K\3\u0085", "K\1\u0085"), 16));
    assertRefused(outside, torch(tensor("K\4", "K\0", "K\3\u0085", huge + "\u0085"), 16));
    assertRefused(
        outside, torch(tensor("K\4", "J\u00ff\u00ff\u00ff\u00ff", "K\3\u0085", "K\1\u0085"), 16));
    assertRefused(
        outside, torch(tensor("K\4", "K\3", "K\3\u0085", "J\u00ff\u00ff\u00ff\u00ff\u0085"), 16));
    assertRefused("more strides", torch(tensor("K\4", "K\0", "K\3\u0085", ")"), 16));
    assertRefused(
        "of the shape", torch(tensor("K\4", "K\0", huge + huge + "\u0086", "K\0K\0\u0086"), 16));
    assertRefused("storage of", torch(tensor(huge, "K\0", "K\3\u0085", "K\1\u0085"), 16));
    assertRefused("cut or damaged", torch(tensor("J\0\0\0p", "K\0", "K\3\u0085", "K\1\u0085"), 16));
    assertRefused("bytes too many", torch(tensor("K\3", "K\0", "K\3\u0085", "K\1\u0085"), 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cos\\nsystem\\n(U\\2lstR. | it uses 'os.system'",
        "c__builtin__\\neval\\n. | it uses '__builtin__.eval'",
        "ctorch\\nload\\n. | it uses 'torch.load'",
        "ctorch\\nSize\\n. | it holds the function or type 'torch.Size'",
        "ctorch\\nFloatStorage\\n)R. | PyTorch did not write",
        "ctorch._utils\\n_rebuild_tensor_v2\\n)R. | PyTorch did not write",
        "ctorch._utils\\n_rebuild_parameter\\n)R. | PyTorch did not write",
        "K\\1)R. | PyTorch did not write",
        "K\\1K\\2R. | a damaged pickle",
        "K\\1Q. | PyTorch did not write",
        "K\\1}b. | sets attributes of what is no dict",
        ". | a damaged pickle",
        "(. | a damaged pickle",
        "( | cut",
        "t. | a damaged pickle",
        "h\\7. | a damaged pickle",
        "j\\1\\1\\1\\1. | a damaged pickle",
        "]K\\1u. | a damaged pickle",
        "}(K\\1u. | a damaged pickle",
        "}]K\\1s. | a key that is neither",
        "}}K\\1s. | a key that is neither",
        "}(((ttK\\1u. | a key that is neither",
        "X\\377\\377\\377\\177. | cut or damaged",
        "X\\377\\377\\377\\377. | a damaged pickle",
        "\\213\\377\\377\\377\\177. | an int of 2147483647 bytes",
        "\\200\\11. | version 9",
        "i. | the instruction 0x69",
        "\\202. | the instruction 0x82",
      })
  void pickles(String escaped, String message) throws IOException {
    String pickle = escaped.translateEscapes();
    assertRefused(message, torch(pickle, 0));
  }

  @Test
  void deepAndWidePickles() throws IOException {
    String deep = "]".repeat(100_000) + "a".repeat(99_999) + ".";
    assertRefused("lists and dicts inside each other", torch(deep, 0));
    // each tuple holds the one before twice: 2^900 elements for who would go through them all
    String wide = ")" + "2\u0086".repeat(900) + ".";
    files.put("x", torch(wide, 0));
    assertEquals("2\n", files.run("print(len(load(\"x\")))"));
  }

  @Test
  void filesOfTorchThatAreCut() {
    for (String name : new String[] {"state.pt", "kinds-legacy.pt", "kinds-protocol-5.pt"}) {
      byte[] whole = files.bytes(name);
      for (int length = 1; length < whole.length; length += 13) {
        refused(Arrays.copyOf(whole, length));
      }
      if (!name.contains("legacy")) {
        continue;
      }
      assertRefused("bytes follow", joined(whole, new byte[1]));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | it is empty",
        "{\"a\": 1} | it is a text, which begins with '{\"a\": 1}'",
        "\\37\\213\\10 | it is compressed with gzip",
        "\\211HDF\\r\\n | it is an HDF5 file",
        "\\0\\1\\2\\3 | it is of none of the formats",
        "\\200\\4\\225 | cut",
      })
  void otherFiles(String escaped, String message) {
    assertRefused(message, ascii(escaped.replace("''", "").translateEscapes()));
  }
}
