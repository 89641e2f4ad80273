package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class RunningCallTest {
  private record Place(String name) implements Origin {}

  private final Place first = new Place("first");
  private final Place second = new Place("second");
  private final Place third = new Place("third");
  private final RunningCall none = RunningCall.none();

  @Test
  void outsideOfAllCallsThereIsNoCaller() {
    assertNull(none.caller());
  }

  @Test
  void callersAreLinkedAsTheCallsAre() {
    Caller caller = none.begin(first).begin(second).caller();
    assertNotNull(caller);
    assertSame(second, caller.place());
    // Seen from outside, whatever happened inside of both is at the place of the outer call.
    assertSame(first, Caller.seenFrom(null, third, caller));
    assertSame(second, Caller.seenFrom(none.begin(first).caller(), third, caller));
  }

  @Test
  void oneCallHasOneCaller() {
    RunningCall outer = none.begin(first);
    Caller early = outer.caller();
    RunningCall inner = outer.begin(second);
    assertSame(inner.caller(), inner.caller());
    assertSame(early, outer.caller());
  }

  @Test
  void whatWasKeptStaysAsItWasWhenTheNextCallBegins() {
    RunningCall outer = none.begin(first);
    Caller kept = outer.begin(second).caller();
    Caller next = outer.begin(third).caller();
    assertNotNull(kept);
    assertNotNull(next);
    assertNotSame(kept, next);
    assertSame(second, kept.place());
    assertSame(third, next.place());
  }

  @Test
  void thousandsOfCallsNeedNoStack() {
    RunningCall call = none;
    for (int i = 0; i < 100_000; i++) {
      call = call.begin(first);
    }
    Caller caller = call.caller();
    assertNotNull(caller);
    assertEquals(first, Caller.seenFrom(null, third, caller));
  }
}
