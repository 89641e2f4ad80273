package org.gradlang.value;

import java.util.Collection;
import java.util.List;
import org.gradlang.autograd.HookHandle;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** What registering a hook gives: {@code handle.remove()} ends it. */
public record RemovableHandle(HookHandle handle) implements Attributes {
  @Override
  public @Nullable Object get(String name) {
    return name.equals("remove")
        ? Builtin.doing("remove()", "Takes the hook away again.", a -> handle.remove())
        : null;
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a hook's handle cannot be changed");
  }

  @Override
  public Collection<String> names() {
    return List.of("remove");
  }

  @Override
  public String typeName() {
    return "RemovableHandle";
  }

  @Override
  public String toString() {
    return "<RemovableHandle>";
  }
}
