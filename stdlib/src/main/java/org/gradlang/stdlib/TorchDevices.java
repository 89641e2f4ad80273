package org.gradlang.stdlib;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Namespace;
import org.jspecify.annotations.Nullable;

/** Devices: there is one, and programs that ask for others learn so. */
final class TorchDevices {
  private TorchDevices() {}

  static void declare(Namespace torch) {
    torch.defineLater("device", TorchDevices::device);
    torch.define("cuda", cuda());
    torch.define("backends", backends());
    torch.define("mps", unavailable("torch.mps"));
  }

  /** A device is its name, as {@code x.device} is. */
  private static Callable device() {
    return Builtin.of(
        "device(type: device, index: int? = None)",
        "A device by its name; there is 'cpu' only.",
        a -> "cpu");
  }

  private static Namespace cuda() {
    Namespace cuda = unavailable("torch.cuda");
    cuda.defineLater("device_count", () -> TorchFunctions.answering("device_count()", 0L));
    TorchFunctions.harmless(cuda, "manual_seed(seed: int)");
    TorchFunctions.harmless(cuda, "manual_seed_all(seed: int)");
    TorchFunctions.harmless(cuda, "empty_cache()");
    TorchFunctions.harmless(cuda, "synchronize(device: any = None)");
    String help = "leave it out: everything runs on the processor";
    for (String name : "set_device current_device get_device_name Stream amp".split(" ")) {
      cuda.lack(name, help);
    }
    for (String name : "FloatTensor LongTensor DoubleTensor BoolTensor".split(" ")) {
      cuda.lack(name, "write torch." + name + ": everything runs on the processor");
    }
    return cuda;
  }

  private static Namespace unavailable(String name) {
    return new Namespace(name)
        .defineLater("is_available", () -> TorchFunctions.answering("is_available()", false));
  }

  private static Namespace backends() {
    Namespace backends = new Namespace("torch.backends");
    backends.define(
        "cudnn",
        new Switches(
            "torch.backends.cudnn",
            Map.of("benchmark", false, "deterministic", true, "enabled", false)));
    backends.define("mps", unavailable("torch.backends.mps"));
    Namespace cuda = new Namespace("torch.backends.cuda");
    cuda.define("matmul", new Switches("torch.backends.cuda.matmul", Map.of("allow_tf32", false)));
    return backends.define("cuda", cuda);
  }

  /** Settings that programs may read and set, and that nothing depends on. */
  private static final class Switches implements Attributes {
    private final String name;
    private final Map<String, Object> values;

    Switches(String name, Map<String, Object> values) {
      this.name = name;
      this.values = new LinkedHashMap<>(values);
    }

    @Override
    public @Nullable Object get(String attribute) {
      return values.get(attribute);
    }

    @Override
    public void set(String attribute, Object value) {
      if (values.replace(attribute, value) == null) {
        throw new GradError(ErrorKind.ATTRIBUTE, name + " has no setting '" + attribute + "'")
            .help("it has " + String.join(", ", values.keySet()));
      }
    }

    @Override
    public Collection<String> names() {
      return values.keySet();
    }

    @Override
    public String typeName() {
      return name;
    }
  }
}
