package org.gradlang.module;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.gradlang.eval.Cell;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/**
 * One deep copy: what it has copied already, so that what is shared stays shared.
 *
 * <p>Functions, types and namespaces are not copied, as in Python. The methods of a module are:
 * they have captured self and the variables of the module's body, which the copy has for its own.
 */
final class DeepCopy {
  private final IdentityHashMap<Object, Object> known = new IdentityHashMap<>();

  /** The modules of the instances that are copied. */
  private final Set<ModuleType> types = new HashSet<>();

  Object of(Object value) {
    Object copy = known.get(value);
    return copy != null ? copy : copied(value);
  }

  private Object copied(Object value) {
    return switch (value) {
      case Tensor tensor -> tensor(tensor);
      case ListValue list -> list(list);
      case TupleValue tuple -> tuple(tuple);
      case DictValue dict -> dict(dict);
      case LiveDict view -> dict(view.copy());
      case ModuleInstance instance -> instance(instance);
      case ScriptFunction function -> function(function);
      case BoundMethod bound -> method(bound);
      case Generator generator -> generator(generator);
      default -> value;
    };
  }

  private ListValue list(ListValue list) {
    ListValue copy = ListValue.withCapacity(list.size());
    known.put(list, copy);
    list.forEach(element -> copy.add(of(element)));
    return copy;
  }

  private DictValue dict(DictValue dict) {
    DictValue copy = new DictValue();
    known.put(dict, copy);
    dict.forEach((key, value) -> copy.put(of(key), of(value)));
    return copy;
  }

  /** A tuple all of whose elements stay the same stays itself. */
  private TupleValue tuple(TupleValue tuple) {
    Object[] elements = tuple.toArray();
    boolean same = true;
    Context context = Context.current();
    for (int i = 0; i < elements.length; i++) {
      context.reached(i);
      Object element = of(elements[i]);
      same &= element == elements[i];
      elements[i] = element;
    }
    if (same) {
      return tuple;
    }
    TupleValue copy =
        tuple.names().isEmpty()
            ? TupleValue.of(elements)
            : TupleValue.named(tuple.typeName(), tuple.names(), elements);
    known.put(tuple, copy);
    return copy;
  }

  /** A parameter gets values of its own; other tensors that share elements go on sharing them. */
  private Tensor tensor(Tensor tensor) {
    if (!tensor.isLeaf()) {
      throw Copies.noLeaf();
    }
    Tensor copy =
        tensor.isParameter()
            ? ((Tensor) Tensors.call(tensor.data(), "clone")).asParameter()
            : new Tensor(storage(tensor.storage()), tensor.layout());
    known.put(tensor, copy);
    copy.setRequiresGrad(tensor.requiresGrad());
    Tensor grad = tensor.grad();
    if (grad != null && !tensor.isParameter()) {
      copy.setGrad((Tensor) of(grad));
    }
    return copy;
  }

  private Storage storage(Storage storage) {
    return (Storage)
        known.computeIfAbsent(
            storage,
            original -> {
              Tensor all = new Tensor(storage.alias(), Layout.contiguous(storage.length()));
              return ((Tensor) Tensors.call(all, "clone")).storage();
            });
  }

  private static Generator generator(Generator generator) {
    Generator copy = new Generator(generator.initialSeed());
    copy.setState(generator.state());
    return copy;
  }

  private Object method(BoundMethod bound) {
    Object target = of(bound.target());
    return target == bound.target() ? bound : new BoundMethod(target, bound.method());
  }

  /** What is written in the body of a copied module must see the variables of the copy. */
  private Object function(ScriptFunction function) {
    // of modules inside of each other, the innermost
    ModuleType type =
        types.stream()
            .filter(t -> t.contains(function))
            .reduce((a, b) -> a.contains(b.body()) ? b : a)
            .orElse(null);
    if (type == null) {
      return function;
    }
    Set<Cell> outside = Collections.newSetFromMap(new IdentityHashMap<>());
    outside.addAll(type.body().captured());
    ScriptFunction copy = function.withCaptured(cell -> outside.contains(cell) ? cell : cell(cell));
    known.put(function, copy);
    return copy;
  }

  private Cell cell(Cell original) {
    if (known.get(original) instanceof Cell cell) {
      return cell;
    }
    Cell copy = new Cell();
    known.put(original, copy);
    Object value = original.value;
    copy.value = value == null ? null : of(value);
    return copy;
  }

  private Object instance(ModuleInstance original) {
    Callable own = ownCopy(original);
    if (own != null) {
      Object copy = own.call(Arguments.of(new DictValue()));
      known.put(original, copy);
      return copy;
    }
    ModuleInstance copy = new ModuleInstance(original.type());
    known.put(original, copy);
    types.add(original.type());
    for (Field field : original.shape().fields()) {
      copy.hold(field.name(), field.kind(), of(original.valueOf(field)));
    }
    original.properties().forEach(copy::defineProperty);
    if (original.hasHooks()) {
      copy.hooks().addAll(original.hooks(), this::hook);
    }
    return copy;
  }

  private HookEntry hook(HookEntry entry) {
    return of(entry.function()) instanceof Callable function ? entry.with(function) : entry;
  }

  private static @Nullable Callable ownCopy(ModuleInstance instance) {
    Field field = instance.shape().find("__deepcopy__");
    return field != null && instance.valueOf(field) instanceof Callable callable ? callable : null;
  }
}
