package org.gradlang.value.method;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.LongText;
import org.gradlang.value.Method;
import org.gradlang.value.TextTemplate;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** The methods of each class of values. Immutable, and prepared when first asked for. */
public final class MethodTables {
  private MethodTables() {}

  /** The method of that name, or null. */
  public static @Nullable Method find(Class<?> type, String name) {
    return type == Tensor.class ? OfTensors.find(name) : table(type).get(name);
  }

  /** The names of all methods of a class. */
  public static Collection<String> names(Class<?> type) {
    return type == Tensor.class ? OfTensors.names() : table(type).keySet();
  }

  private static Map<String, Method> table(Class<?> type) {
    if (type == ListValue.class) {
      return OfLists.TABLE;
    }
    if (type == DictValue.class) {
      return OfDicts.TABLE;
    }
    if (type == String.class) {
      return OfTexts.TABLE;
    }
    if (type == TupleValue.class) {
      return OfTuples.TABLE;
    }
    if (type == Generator.class) {
      return OfGenerators.TABLE;
    }
    return type == Long.class || type == Double.class ? OfNumbers.TABLE : Map.of();
  }

  private static Map<String, Method> named(List<? extends Method> methods) {
    Map<String, Method> table = new LinkedHashMap<>();
    methods.forEach(method -> table.put(method.name(), method));
    return table;
  }

  private static final class OfTensors {
    static final Map<String, Method> OWN = named(TensorMethods.own());
    static final Map<String, Method> HOOKS = named(TensorHooks.all());

    /** What {@link #find} has found: an operation is declared when it is first asked for. */
    static final Map<String, Method> FOUND = new ConcurrentHashMap<>();

    static @Nullable Method find(String name) {
      Method known = FOUND.get(name);
      if (known == null) {
        known = look(name);
        if (known != null) {
          FOUND.put(name, known);
        }
      }
      return known;
    }

    private static @Nullable Method look(String name) {
      Method hook = HOOKS.get(name);
      if (hook != null) {
        return hook;
      }
      Method operation = TensorMethods.operation(name);
      return operation == null ? OWN.get(name) : operation;
    }

    static Collection<String> names() {
      Set<String> names = new LinkedHashSet<>(OWN.keySet());
      names.addAll(Operations.methodNames());
      names.addAll(HOOKS.keySet());
      return names;
    }
  }

  private static final class OfLists {
    static final Map<String, Method> TABLE = named(ListMethods.all());
  }

  private static final class OfDicts {
    static final Map<String, Method> TABLE = named(DictMethods.all());
  }

  private static final class OfTuples {
    static final Map<String, Method> TABLE = named(TupleMethods.all());
  }

  private static final class OfGenerators {
    static final Map<String, Method> TABLE = named(GeneratorMethods.all());
  }

  private static final class OfNumbers {
    static final Map<String, Method> TABLE = named(NumberMethods.all());
  }

  private static final class OfTexts {
    static final Map<String, Method> TABLE = table();

    private static Map<String, Method> table() {
      Map<String, Method> table = new LinkedHashMap<>();
      table.putAll(named(all(TextCases.all(), LongText::work)));
      table.putAll(named(all(TextTests.all(), LongText::copy)));
      table.putAll(named(TextSearches.all()));
      table.putAll(named(TextParts.all()));
      table.putAll(named(all(TextPadding.all(), LongText::copy)));
      table.putAll(named(List.of(TextTemplate.method())));
      return table;
    }

    private static List<Builtin> all(List<Builtin> methods, UnaryOperator<Builtin.Body> way) {
      return methods.stream().map(method -> method.with(way)).toList();
    }
  }
}
