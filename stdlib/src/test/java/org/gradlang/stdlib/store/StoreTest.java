package org.gradlang.stdlib.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gradlang.FileAccess;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code save} writes, and that {@code load} gives it back. */
final class StoreTest {
  private final MemoryFiles files = new MemoryFiles();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "None",
        "True",
        "-9223372036854775808",
        "0.1",
        "-0.0",
        "1e-300",
        "[inf, -inf, nan]",
        "\"größer\\n\\ud800\"",
        "[]",
        "()",
        "{}",
        "{\"\": 1}",
        "[1, (2, [3.0], {}), {\"a\": None, 5: (1,), (1, \"b\"): False, 2.5: [], True: 3}]",
        "tensor(3)",
        "tensor([True, False])",
        "tensor([1.5, nan, -inf])",
        "tensor([9223372036854775807, -1])",
        "zeros(2, 0, 3)",
        "zeros(0).double()",
        "zeros(0).bool()",
        "randn(2, 3, 4).transpose(0, 2)",
        "randn(5, 6)[1::2, 2:4]",
        "arange(3.).expand(2, 3)",
        "{\"w\": zeros(2, 3), \"b\": ones(1)}",
        "{\"\": zeros(2), \"a\": ones(1)}",
        "{\"__metadata__\": ones(2), \"a.b\": ones(1), \"a\": {\"b\": zeros(1)}}",
        "[zeros(2, 3).shape, float64, int64]",
        "randn(3, 4).max(1)",
        "[get_rng_state()]"
      })
  void givesBackWhatWasSaved(String value) {
    assertEquals(
        "True True\n",
        files.run(
            """
            let x = %s
            save(x, "a")
            let y = load("a")
            print(repr(x) == repr(y), type(x) == type(y))
            """
                .formatted(value)));
  }

  @Test
  void aFileOfAnyEndingIsInSafetensorsFormat() {
    files.run("save({\"w\": tensor([1.0, 2.0])}, \"model.pt\")");
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    String padded = header + " ".repeat((8 - header.length() % 8) % 8);
    ByteBuffer expected =
        ByteBuffer.allocate(8 + padded.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
    expected.putLong(padded.length()).put(padded.getBytes(StandardCharsets.UTF_8));
    expected.putFloat(1).putFloat(2);
    assertEquals(expected.rewind(), ByteBuffer.wrap(files.bytes("model.pt")));
  }

  @Test
  void tensorsHaveNamesThatTellWhereTheyAre() {
    files.run(
        """
        let m = nn.Linear(1, 1)
        let o = optim.SGD(m.parameters(), lr=0.1, momentum=0.9)
        m(ones(1)).sum().backward()
        o.step()
        save({"model": m.state_dict(), "optimizer": o.state_dict(), 1: [tensor(5)]}, "a")
        """);
    String content = files.text("a");
    for (String name : new String[] {"model.weight", "optimizer.state.0.momentum_buffer", "1.0"}) {
      assertTrue(content.contains("\"" + name + "\":{\"dtype\""), name);
    }
  }

  @Test
  void wideElementsComeFirst() {
    files.run("save([tensor(True), tensor(1.5), tensor(2)], \"a\")");
    assertTrue(
        files.text("a").contains("\"2\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}"));
    assertEquals("[tensor(True), tensor(1.5000), tensor(2)]\n", files.run("print(load(\"a\"))"));
  }

  @Test
  void whatIsOneStaysOne() {
    assertEquals(
        "True True True\nTrue False tensor([7., 1.])\n",
        files.run(
            """
            let x = ones(2)
            let l = [x]
            l.append(l)
            let t = (l, 1)
            save({"x": x, "l": l, "t": t, "again": t, "y": x.detach()}, "a")
            let y = load("a")
            print(y["l"][1] is y["l"], y["l"][0] is y["x"], y["t"] is y["again"])
            y["y"][0] = 7
            print(y["t"][0] is y["l"], y["y"] is y["x"], y["x"])
            """));
  }

  @Test
  void tiedWeightsAreWrittenUnderBothNames() {
    assertEquals(
        "True\n",
        files.run(
            """
            let a = nn.Linear(2, 2, bias=False)
            let b = nn.Linear(2, 2, bias=False)
            b.weight = a.weight
            save(nn.Sequential(a, b).state_dict(), "a")
            let s = load("a")
            s["0.weight"].zero_()
            print((s["1.weight"] == 0).all().item())
            """));
    assertTrue(files.text("a").contains("\"1.weight\":{\"dtype\""));
  }

  @Test
  void loadedTensorsTakeNoGradients() {
    assertEquals(
        "False False\n",
        files.run(
            """
            save([ones(2, requires_grad=True) * 2, nn.Linear(1, 1).weight], "a")
            let x, w = load("a")
            print(x.requires_grad, w.requires_grad)
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nn.Linear(1, 1) | this is a Linear",
        "[{\"m\": nn.ReLU()}] | at '0.m': tensors and plain data can be saved, and this is a ReLU",
        "optim.SGD([ones(1, requires_grad=True)], lr=1) | save(x.state_dict(), path)",
        "x -> x | this is a function",
        "range(3) | this is a range",
        "{\"a\": torch.Generator()} | at 'a'",
      })
  void refusesWhatIsNoPlainData(String value, String message) {
    files.run("save(1, \"a\")");
    byte[] before = files.bytes("a");
    String output = files.run("import torch\nsave(%s, \"a\")".formatted(value));
    assertTrue(output.startsWith("error[TypeError]: save(): "), output);
    assertTrue(output.contains(message), output);
    assertEquals(before, files.bytes("a"));
  }

  @Test
  void refusesWhatIsTooDeep() {
    String output =
        files.run(
            """
            let x = []
            for i in range(1000) { x = [x] }
            save(x, "a")
            """);
    assertTrue(output.contains("500 lists and dicts inside each other are the most"), output);
    assertEquals(
        "True\n",
        files.run(
            """
            let x = 1
            for i in range(499) { x = if i % 2 == 0 { {"k": x} } else { (x,) } }
            save(x, "a")
            print(load("a") == x)
            """));
  }

  @Test
  void refusesATupleThatContainsItself() {
    String output = files.run("let l = []\nlet t = (l,)\nl.append(t)\nsave(t, \"a\")");
    assertTrue(output.contains("a tuple contains itself"), output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tensor(2.5)",
        "zeros(0, 3)",
        "tensor([True, False])",
        "tensor([[1, -2], [3, 4]])",
        "randn(2, 3).double().t()",
      })
  void writesArraysOfNumPy(String value) {
    assertEquals(
        "True True\n",
        files.run(
            """
            let x = %s
            save(x, "a.NPY")
            save({"x": x, "y/z": x.t()}, "a.npz")
            save([x], "b.npz", compressed=True)
            let z = load("a.npz")
            print(repr(load("a.NPY")) == repr(x), repr([z, load("b.npz")]) == repr([{"x": x, "y/z": x.t()}, {"arr_0": x}]))
            """
                .formatted(value)));
    assertTrue(files.text("a.NPY").contains("'fortran_order': False"));
    assertEquals(0, files.text("a.NPY").indexOf('\n') % 64 - 63);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "save([ones(1)], 'a.npy') | a .npy file holds one tensor, and this is a list",
        "save(ones(1), 'a.npz') | this is a tensor",
        "save({1: ones(1)}, 'a.npz') | this is a dict with an int as a key",
        "save({'x': 1}, 'a.npz') | this is a collection with an int in it, at 'x'",
        "save(ones(1), 'a', compressed=True) | only a .npz file can be compressed",
        "load('none') | there is no such file",
        "load('a', map_location='cuda:0') | Grad computes on the CPU",
        "load('a', map_location=0) | not an int",
      })
  void saysWhatIsWrongWithACall(String call, String message) {
    String output = files.run(call);
    assertTrue(output.startsWith("error[") && output.contains(message), output);
    assertTrue(files.all().isEmpty());
  }

  @Test
  void takesTheArgumentsOfPyTorch() {
    assertEquals(
        "1 1 1\n",
        files.run(
            """
            import torch
            torch.save(obj=1, f="a.pt", _use_new_zipfile_serialization=False)
            print(torch.load("a.pt"), torch.load("a.pt", map_location=torch.device("cpu"), weights_only=True),
                torch.load("a.pt", map_location=(storage, loc) -> storage, weights_only=False))
            """));
  }

  @Test
  void nothingIsReadOrWrittenThatIsNotGranted() {
    for (String call : new String[] {"save(1, \"a\")", "load(\"a\")"}) {
      String output = MemoryFiles.run(FileAccess.none(), call);
      assertTrue(output.startsWith("error[IOError]: 'a' is not granted"), output);
      assertFalse(output.contains("Exception"));
    }
  }

  @Test
  void stopsWhenItIsTold(@TempDir Path folder) throws IOException {
    String path = folder.resolve("a").toString();
    FileAccess all = FileAccess.all();
    assertEquals("", MemoryFiles.run(all, "save([1, zeros(100000)], \"%s\")".formatted(path)));
    long before = Files.size(Path.of(path));
    Store store = new Store(all);
    Tensor large = new Tensor(Storage.of(new float[1_000_000]), Layout.contiguous(1_000_000));
    for (Executable call :
        List.<Executable>of(() -> store.load(path), () -> store.save(large, path, false))) {
      Thread.currentThread().interrupt();
      GradError error = assertThrows(GradError.class, call);
      assertTrue(Thread.interrupted());
      assertEquals(ErrorKind.LIMIT, error.kind());
    }
    assertEquals(before, Files.size(Path.of(path)));
    assertEquals(List.of("a"), List.of(folder.toFile().list()));
  }
}
