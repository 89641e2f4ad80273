package org.gradlang.stdlib;

import java.util.Map;
import org.gradlang.value.Namespace;

/** What PyTorch has and Grad has not, with what to do instead. */
final class TorchAbsence {
  private static final String COMPLEX =
      "there are no complex numbers; keep real and imaginary parts as two tensors";
  private static final String SPARSE =
      "tensors are dense; index_add, scatter_add and embedding_bag cover much of what sparse ones"
          + " do";
  private static final String QUANTIZED = "numbers are float32, float64, int64 or bool";
  private static final String COMPILED =
      "leave it out: models run as they are, nothing needs compiling";
  private static final String PROCESSES =
      "a program is one process, and kernels use several threads: set_num_threads(n)";
  private static final String HALF =
      "leave it out: numbers are float32 or float64, there is no half precision";
  private static final String NUMPY = "lists and nested lists become tensors by tensor(data)";

  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("jit", COMPILED),
          Map.entry("fx", COMPILED),
          Map.entry(
              "onnx", "save(model.state_dict(), path) writes safetensors files, which others read"),
          Map.entry("hub", "load(path) reads the .pt file of a model that you have"),
          Map.entry("distributed", PROCESSES),
          Map.entry("multiprocessing", PROCESSES),
          Map.entry("futures", PROCESSES),
          Map.entry("sparse", SPARSE),
          Map.entry("sparse_coo_tensor", SPARSE),
          Map.entry("sparse_csr_tensor", SPARSE),
          Map.entry("quantization", QUANTIZED),
          Map.entry("ao", QUANTIZED),
          Map.entry("quantize_per_tensor", QUANTIZED),
          Map.entry("qint8", QUANTIZED),
          Map.entry("quint8", QUANTIZED),
          Map.entry("amp", HALF),
          Map.entry("autocast", HALF),
          Map.entry("HalfTensor", HALF),
          Map.entry("BFloat16Tensor", HALF),
          Map.entry("ByteTensor", "torch.BoolTensor holds masks, torch.LongTensor ints"),
          Map.entry("IntTensor", "ints are int64: torch.LongTensor"),
          Map.entry("ShortTensor", "ints are int64: torch.LongTensor"),
          Map.entry("CharTensor", "ints are int64: torch.LongTensor"),
          Map.entry("fft", COMPLEX),
          Map.entry("stft", COMPLEX),
          Map.entry("istft", COMPLEX),
          Map.entry("complex", COMPLEX),
          Map.entry("polar", COMPLEX),
          Map.entry("view_as_complex", COMPLEX),
          Map.entry("view_as_real", COMPLEX),
          Map.entry("imag", COMPLEX),
          Map.entry("from_numpy", NUMPY),
          Map.entry("frombuffer", NUMPY),
          Map.entry("from_dlpack", NUMPY),
          Map.entry("range", "arange(start, end, step), which leaves the end out"),
          Map.entry("matrix_rank", "it is linalg.matrix_rank"),
          Map.entry("symeig", "it is linalg.eigh"),
          Map.entry("eig", "it is linalg.eig, or linalg.eigh for symmetric matrices"),
          Map.entry("solve", "it is linalg.solve(A, b)"),
          Map.entry("lstsq", "it is linalg.lstsq(A, b)"),
          Map.entry("lobpcg", "linalg.eigh finds all eigenvalues of a symmetric matrix"),
          Map.entry(
              "profiler",
              ":time and :timeit measure an expression in the REPL; clock() in a script"),
          Map.entry("testing", "write assert allclose(a, b), \"what is wrong\""),
          Map.entry(
              "distributions",
              "normal, bernoulli, multinomial, poisson and the methods x.normal_() and so on draw"),
          Map.entry(
              "channels_last",
              "leave it out: layouts in memory are chosen by permute and contiguous"),
          Map.entry("strided", "leave it out: every tensor is strided"),
          Map.entry(
              "preserve_format", "leave it out: clone() and the like keep the order in memory"),
          Map.entry("contiguous_format", "leave it out: x.contiguous() gives that order"));

  private TorchAbsence() {}

  static void declare(Namespace torch) {
    HELP.forEach(torch::lack);
    modes(torch);
  }

  /** Context managers are blocks here. */
  static void modes(Namespace namespace) {
    for (String mode : new String[] {"no_grad", "enable_grad", "inference_mode"}) {
      namespace.lack(mode, "write " + mode + " { ... }");
    }
  }
}
