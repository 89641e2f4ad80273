package org.gradlang.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HookListTest {
  private final HookList<Runnable> hooks = new HookList<>();
  private final List<String> called = new ArrayList<>();

  private HookHandle add(String name) {
    return hooks.add(() -> called.add(name));
  }

  private List<String> pass() {
    called.clear();
    hooks.forEach(Runnable::run);
    return List.copyOf(called);
  }

  @Test
  void callsInTheOrderOfRegistration() {
    assertTrue(hooks.isEmpty());
    add("a");
    HookHandle b = add("b");
    add("c");
    HookHandle d = add("d");
    assertEquals(List.of("a", "b", "c", "d"), pass());
    b.remove();
    b.remove();
    assertEquals(List.of("a", "c", "d"), pass());
    d.remove();
    add("e");
    assertEquals(List.of("a", "c", "e"), pass());
    assertFalse(hooks.isEmpty());
  }

  @Test
  void passesThatAreUnderWayMayChangeIt() {
    HookHandle[] later = new HookHandle[2];
    hooks.add(() -> {
      called.add("first");
      later[0].remove();
      later[1].remove();
      add("added");
    });
    later[0] = add("removed");
    later[1] = add("removed, too");
    add("last");
    assertEquals(List.of("first", "last"), pass());
    assertEquals(List.of("first", "last", "added"), pass());
  }

  @Test
  void passesInsideEachOtherEnd() {
    HookHandle[] own = new HookHandle[1];
    own[0] =
        hooks.add(() -> {
          own[0].remove();
          called.add("outer");
          hooks.forEach(Runnable::run);
        });
    add("inner");
    assertEquals(List.of("outer", "inner", "inner"), pass());
    assertEquals(List.of("inner"), pass());
  }

  @Test
  void manyAreAddedAndRemovedInTheirTime() {
    HookList<Consumer<String>> many = new HookList<>();
    List<HookHandle> handles = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      handles.add(many.add(called::add));
    }
    assertFalse(many.isEmpty());
    handles.forEach(HookHandle::remove);
    assertTrue(many.isEmpty());
  }
}
