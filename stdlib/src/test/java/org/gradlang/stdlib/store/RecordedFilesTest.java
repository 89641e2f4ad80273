package org.gradlang.stdlib.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gradlang.FileAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that PyTorch, NumPy and safetensors wrote, recorded by {@code record.py}. */
final class RecordedFilesTest {
  private static final String NET =
      "let net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Tanh(), nn.Linear(3, 1))\n";

  private static final String KINDS =
      """
      {'f64': tensor([ 1.5000, -2.0000], dtype=torch.float64), \
      'f16': tensor([ 1.5000, -2.0000,     inf]), 'bf16': tensor([ 1.5000, -3.0000]), \
      'i64': tensor([4611686018427387904,                  -1]), 'i32': tensor([-5,  7]), \
      'i16': tensor([-5,  7]), 'i8': tensor([-5,  7]), 'u8': tensor([250,   7]), \
      'bool': tensor([ True, False]), 'scalar': tensor(3), 'empty': tensor([], size=(0, 2)), \
      'first': tensor([0., 1., 2., 3.]), 'second': tensor([2., 3., 4., 5.]), \
      'strided': tensor([[0., 3.],
              [1., 4.],
              [2., 5.]]), 'every': tensor([1., 3., 5.]), 'wide': tensor([1., 1., 1.]), \
      'parameter': tensor([1., 1.]), \
      'plain': [None, True, -9223372036854775808, 1.5, inf, 'grüß', (1, (2,)), \
      {1: 'a', (1, 'b'): 2.0}], 'size': torch.Size([2, 3]), 'dtype': torch.float64, \
      'device': 'cpu', 'again': tensor([ 1.5000, -2.0000], dtype=torch.float64)}
      """;

  private final MemoryFiles files = MemoryFiles.recorded();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kinds.pt",
        "kinds-protocol-5.pt",
        "kinds-legacy.pt",
        "kinds-legacy-4.pt",
      })
  void readsEveryKindOfTensor(String name) {
    assertEquals(KINDS, files.run("print(load(\"%s\"))".formatted(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds.pt", "kinds-legacy.pt"})
  void whatSharesAStorageGoesOnToShareIt(String name) {
    assertEquals(
        "tensor([9., 3., 4., 5.]) tensor([9., 5.]) True (1, 3) False\n",
        files.run(
            """
            let kinds = load("%s")
            kinds["first"][2] = 9
            print(kinds["second"], kinds["strided"][2], kinds["again"] is kinds["f64"],
                kinds["strided"].stride(), kinds["parameter"].requires_grad)
            """
                .formatted(name)));
  }

  @Test
  void aModelGivesWhatPyTorchGives() {
    assertEquals(
        files.text("output.txt") + "\n",
        files.run(
            NET
                + """
                net.load_state_dict(load("state.pt"))
                net.eval()
                let y = net(tensor([[1.0, 2.0], [-3.0, 0.5]]))
                print(*[f"{v:.5f}" for v in y.flatten().tolist()])
                """));
  }

  @Test
  void trainingGoesOnAsInPyTorch() {
    assertEquals(
        files.text("losses.txt") + "\n",
        files.run(
            NET
                + """
                let optimizer = optim.Adam(net.parameters(), lr=0.5)
                let saved = load("checkpoint.pt")
                net.load_state_dict(saved["model"])
                optimizer.load_state_dict(saved["optimizer"])
                let x = tensor([[0.5, -1.0], [1.5, 2.0], [-0.25, 0.75]])
                let losses = []
                for step in range(3) {
                    let loss = (net(x) ** 2).mean()
                    optimizer.zero_grad(); loss.backward(); optimizer.step()
                    losses.append(f"{loss.item():.5f}")
                }
                print(*losses)
                """));
  }

  @Test
  void trainingThatWasSavedGoesOnAsIfItHadNotStopped(@TempDir Path folder) throws IOException {
    String program =
        """
        manual_seed(1)
        %s
        let optimizer = optim.AdamW(net.parameters(), lr=0.05)
        let scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.5)
        fn train(steps) {
            for i in range(steps) {
                let loss = (net(randn(8, 2)) - 1).pow(2).mean()
                optimizer.zero_grad(); loss.backward(); optimizer.step(); scheduler.step()
            }
        }
        %s
        print(net.state_dict(), optimizer.state_dict(), rand(2))
        """;
    String path = folder.resolve("checkpoint").toString();
    String save =
        "train(5)\nsave({\"net\": net.state_dict(), \"optimizer\": optimizer.state_dict(),"
            + " \"scheduler\": scheduler.state_dict(), \"random\": get_rng_state()}, \"%s\")"
                .formatted(path);
    String resume =
        "rand(3)\nlet c = load(\"%s\")\nnet.load_state_dict(c[\"net\"])\n".formatted(path)
            + "optimizer.load_state_dict(c[\"optimizer\"])\n"
            + "scheduler.load_state_dict(c[\"scheduler\"])\nset_rng_state(c[\"random\"])\ntrain(5)";
    MemoryFiles.run(FileAccess.all(), program.formatted(NET, save));
    assertTrue(Files.size(Path.of(path)) > 0);
    assertEquals(
        MemoryFiles.run(FileAccess.all(), program.formatted(NET, "train(10)")),
        MemoryFiles.run(FileAccess.all(), program.formatted(NET, resume)));
  }

  @Test
  void readsTensorsOfPyTorch2() {
    assertEquals("{'x': tensor([-1,  5])}\n", files.run("print(load(\"since-2.pt\"))"));
  }

  @Test
  void aListMayContainItself() {
    assertEquals("True [1, [...]]\n", files.run("let l = load(\"cycle.pt\")\nprint(l[1] is l, l)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "module.pt | it uses 'torch.nn.modules.linear.Linear'",
        "module.pt | torch.save(model.state_dict(), path)",
        "set.pt | it uses '__builtin__.set'",
        "numpy.pt | it uses 'numpy.core.multiarray.scalar'",
        "sparse.pt | it uses 'torch._utils._rebuild_sparse_tensor'",
        "complex.pt | it uses 'torch.ComplexFloatStorage'",
        "huge-int.pt | it holds the int 1180591620717411303424, which has more than 64 bits",
        "half.pt | it holds the dtype torch.float16, which Grad has not",
        "bytes.pt | the instruction 0x43, which has no meaning here",
        "plain.pkl | it is a pickle, but none that torch.save() wrote",
        "too-large.npy | it holds the uint64 18446744073709551615, which no int64 can be",
        "objects.npy | it is an array of Python objects ('|O')",
        "records.npy | it is an array of records",
        "complex.npy | it is an array of complex numbers ('<c16')",
        "texts.npy | it is an array of texts ('<U2')",
        "times.npy | it is an array of times ('<M8[D]')",
        "other.zip | it is a zip archive with 'notes.txt', which is no array",
        "output.txt | it is a text, which begins with '-0.29849",
      },
      quoteCharacter = '"')
  void refusesEverythingElse(String name, String message) {
    String output = files.run("load(\"%s\")".formatted(name));
    assertTrue(output.startsWith("error[IOError]: cannot load '" + name + "': it "), output);
    assertTrue(output.contains(message), output);
  }

  @ParameterizedTest
  @CsvSource({
    "<f8, float64",
    ">f8, float64",
    "<f4, float32",
    ">f4, float32",
    "<f2, float32",
    ">f2, float32",
    "<i8, int64",
    ">i8, int64",
    "<i4, int64",
    ">i4, int64",
    "<i2, int64",
    ">i2, int64",
    "|i1, int64",
    "<u8, int64",
    ">u8, int64",
    "<u4, int64",
    ">u4, int64",
    "<u2, int64",
    ">u2, int64",
    "|u1, int64",
  })
  void readsEveryKindOfArray(String kind, String dtype) {
    String last = kind.contains("u") ? "3" : "-3";
    assertEquals(
        "torch.%s True\n".formatted(dtype),
        files.run(
            """
            let x = load("%s.npy")
            print(x.dtype, x.tolist() == [1, 0, %s])
            """
                .formatted(kind, last)));
  }

  @Test
  void readsEveryFormOfArray() {
    assertEquals(
        """
        tensor([[ True],
                [False]]) tensor(2.5000, dtype=torch.float64) tensor([], size=(0, 3))
        tensor([[0, 1, 2],
                [3, 4, 5]]) (1, 2) tensor([1.5000], dtype=torch.float64) [1.5]
        """,
        files.run(
            """
            print(load("bool.npy"), load("scalar.npy"), load("empty.npy"))
            let columns = load("columns.npy")
            print(columns, columns.stride(), load("version-2.npy"), load("version-3.npy").tolist())
            """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void readsArchivesOfArrays(String name) {
    assertEquals(
        "['a', 'b', 'arr_0'] [0, 1, 2] torch.Size([2, 2]) 0.0\n",
        files.run(
            """
            let z = load("%s")
            print(list(z), z["arr_0"].tolist(), z["a"].shape, z["b"].sum().item())
            """
                .formatted(name)));
    assertEquals("{}\n", files.run("print(load(\"no-arrays.npz\"))"));
  }

  @Test
  void readsSafetensorsOfPython() {
    assertEquals(
        """
        ['bf16', 'bool', 'empty', 'f16', 'f64', 'i16', 'i32', 'i64', 'i8', 'scalar', 'u8']
        True
        """,
        files.run(
            """
            let read = load("python.safetensors")
            let kinds = load("kinds.pt")
            print(sorted(list(read)))
            print(all([repr(read[k]) == repr(kinds[k]) for k in read]))
            """));
  }
}
