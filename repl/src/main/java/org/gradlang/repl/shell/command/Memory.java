package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.Value;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** The memory of variables: elements that several tensors have in common count once. */
final class Memory {
  private record Owner(String name, Tensor tensor) {
    Storage storage() {
      return tensor.storage();
    }
  }

  private final List<Owner> owners = new ArrayList<>();

  /** Adds a tensor; the answer is who had its elements before, or empty. */
  String add(String name, Tensor tensor) {
    for (Owner owner : owners) {
      if (owner.storage().sharesWith(tensor.storage())) {
        return owner.name;
      }
    }
    owners.add(new Owner(name, tensor));
    return "";
  }

  /** Adds all tensors of a value, as far as they are known: itself, or a module's parameters. */
  void add(String name, Value value) {
    if (value.content() instanceof Tensor tensor) {
      add(name, tensor);
    } else {
      parameters(value).forEach(parameter -> add(name, parameter));
    }
  }

  /** The tensor that was added first of those with the same elements. */
  Tensor first(Tensor tensor) {
    return owners.stream()
        .map(Owner::tensor)
        .filter(first -> first.storage().sharesWith(tensor.storage()))
        .findFirst()
        .orElse(tensor);
  }

  double bytes() {
    return owners.stream()
        .map(Owner::storage)
        .mapToDouble(storage -> (double) storage.length() * storage.dtype().bytes())
        .sum();
  }

  /** The parameters of a module; none of anything else. */
  static List<Tensor> parameters(Value value) {
    boolean module = value.attributes().contains("named_parameters");
    Optional<Value> method = module ? value.attribute("parameters") : Optional.empty();
    return method
        .map(found -> found.call().asList().stream().map(Value::asTensor).toList())
        .orElse(List.of());
  }
}
