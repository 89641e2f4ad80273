package org.gradlang.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What holds of every call that succeeds: how its results and its arguments are afterwards. */
final class Invariants {
  /** Results of these may share elements with an argument: views, and what may give it back. */
  private static final Set<String> VIEWS =
      Set.of(
          ("adjoint as_strided as_tensor asarray chain_matmul atleast_1d atleast_2d atleast_3d"
                  + " broadcast_tensors broadcast_to chunk contiguous cpu detach diag diagonal double"
                  + " dropout dropout1d dropout2d dropout3d alpha_dropout feature_dropout"
                  + " feature_alpha_dropout dsplit einsum expand expand_as flatten float hsplit index"
                  + " linalg_diagonal long bool meshgrid moveaxis movedim narrow permute positive"
                  + " ravel real resolve_conj resolve_neg conj conj_physical reshape reshape_as select"
                  + " slice split split_with_sizes squeeze swapaxes swapdims sum_to_size t"
                  + " tensor_split getitem to transpose type type_as unbind unflatten unfold unsqueeze"
                  + " view view_as vsplit requires_grad_ retain_grad")
              .split(" "));

  /** These change an argument although their names do not end with an underscore. */
  private static final Set<String> WRITERS =
      Set.of(
          "batch_norm", "instance_norm", "embedding", "embedding_bag", "set_rng_state", "setitem");

  private final RandomCall call;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Before> before = new ArrayList<>();

  private record Before(Object elements, int version, Layout layout, Storage storage) {
    static Before of(Tensor x) {
      return new Before(snapshot(x.storage()), x.version(), x.layout(), x.storage());
    }
  }

  Invariants(RandomCall call) {
    this.call = call;
    collect(call.values(), inputs);
    inputs.forEach(x -> before.add(Before.of(x)));
  }

  List<Tensor> inputs() {
    return inputs;
  }

  /** All tensors of a value. */
  static List<Tensor> tensors(Object value) {
    List<Tensor> found = new ArrayList<>();
    collect(value, found);
    return found;
  }

  private static void collect(Object value, List<Tensor> found) {
    switch (value) {
      case Tensor tensor -> found.add(tensor);
      case List<?> list -> list.forEach(element -> collect(element, found));
      case Object[] values -> Arrays.stream(values).forEach(element -> collect(element, found));
      case Results results -> collect(results.values(), found);
      default -> {}
    }
  }

  private static Object snapshot(Storage storage) {
    return switch (storage.dtype()) {
      case FLOAT32 -> storage.floats().clone();
      case FLOAT64 -> storage.doubles().clone();
      case INT64 -> storage.longs().clone();
      case BOOL -> storage.bools().clone();
    };
  }

  /** What is wrong after a call that gave this result, or null. */
  @Nullable String broken(Object result) {
    for (Tensor tensor : tensors(result)) {
      if (!isInside(tensor)) {
        return "a result reaches out of its storage";
      }
    }
    if (call.isInPlace()) {
      return inPlace(result);
    }
    boolean writes = WRITERS.contains(call.op().name()) || asksForWriting();
    String changed = writes ? null : changedInput();
    return changed != null ? changed : writes ? null : sharing(result);
  }

  private boolean asksForWriting() {
    return Arrays.asList(call.values()).contains(true)
        && call.op().signatures().stream().anyMatch(way -> way.indexOf("inplace") >= 0);
  }

  private @Nullable String inPlace(Object result) {
    if (inputs.isEmpty()) {
      return "the form in place takes no tensor";
    }
    if (result instanceof Tensor tensor && tensor != inputs.getFirst()) {
      return "the form in place gives another object";
    }
    // a step of an optimizer changes the parameter and what it remembers of it, not the gradient
    int end = call.op().name().startsWith("optim_") ? 2 : inputs.size();
    for (int i = 1; i < Math.min(end, inputs.size()); i++) {
      Before was = before.get(i);
      if (!inputs.get(i).storage().sharesWith(inputs.getFirst().storage()) && isChanged(i, was)) {
        return "the form in place changes argument " + i;
      }
    }
    Before self = before.isEmpty() ? null : before.getFirst();
    return self != null && self.storage.dtype() != inputs.getFirst().dtype()
        ? "the form in place changes the dtype"
        : null;
  }

  private @Nullable String changedInput() {
    for (int i = 0; i < inputs.size(); i++) {
      if (isChanged(i, before.get(i))) {
        return "tensor " + i + " of the arguments is changed";
      }
    }
    return null;
  }

  private boolean isChanged(int i, Before was) {
    Tensor x = inputs.get(i);
    return x.version() != was.version
        || x.layout() != was.layout
        || x.storage() != was.storage
        || !sameElements(x.storage(), was.elements);
  }

  private static boolean sameElements(Storage storage, Object elements) {
    return switch (elements) {
      case float[] floats -> Arrays.equals(floats, storage.floats());
      case double[] doubles -> Arrays.equals(doubles, storage.doubles());
      case long[] longs -> Arrays.equals(longs, storage.longs());
      case byte[] bools -> Arrays.equals(bools, storage.bools());
      default -> throw new IllegalArgumentException();
    };
  }

  private @Nullable String sharing(Object result) {
    if (VIEWS.contains(call.op().name())) {
      return null;
    }
    for (Tensor tensor : tensors(result)) {
      for (Tensor input : inputs) {
        if (tensor.numel() > 0 && tensor.storage().sharesWith(input.storage())) {
          return "a result shares its elements with an argument";
        }
      }
    }
    return null;
  }

  /** All of float64 in, all of float64 out, unless a dtype is asked for. */
  @Nullable String narrowed(Object result) {
    boolean tensorsAlone =
        Arrays.stream(call.values()).noneMatch(v -> v instanceof Double || v instanceof List<?>)
            && inputs.stream().noneMatch(x -> x.dtype() == DType.FLOAT32);
    boolean first =
        call.values().length > call.keywords().length
            && call.values()[0] instanceof Tensor x
            && x.dtype() == DType.FLOAT64
            && x.dim() > 0;
    boolean free =
        Arrays.stream(call.values()).noneMatch(DType.class::isInstance)
            && !call.op().name().equals("float");
    if (!tensorsAlone || !first || !free) {
      return null;
    }
    for (Tensor tensor : tensors(result)) {
      if (tensor.dtype() == DType.FLOAT32) {
        return "a result of float64 is float32";
      }
    }
    return null;
  }

  private static boolean isInside(Tensor x) {
    Layout layout = x.layout();
    long low = layout.offset();
    long high = low;
    for (int d = 0; d < layout.dim(); d++) {
      long reach = (long) (layout.size(d) - 1) * layout.stride(d);
      low += Math.min(reach, 0);
      high += Math.max(reach, 0);
    }
    return layout.numel() == 0 || low >= 0 && high < x.storage().length();
  }
}
