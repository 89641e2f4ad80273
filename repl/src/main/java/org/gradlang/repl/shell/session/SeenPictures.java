package org.gradlang.repl.shell.session;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.gradlang.Picture;
import org.gradlang.Screen;

/** A screen that knows what an input has shown, so that its value is not shown twice. */
final class SeenPictures implements Screen {
  private final Screen screen;
  private final Set<Picture> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Shows on that screen. */
  SeenPictures(Screen screen) {
    this.screen = screen;
  }

  /** Forgets what was seen: an input begins. */
  void begin() {
    seen.clear();
  }

  /** Shows a picture that was not seen since; the answer is whether it is seen now. */
  boolean showUnseen(Picture picture) {
    return seen.contains(picture) || show(picture);
  }

  @Override
  public boolean show(Picture picture) {
    boolean shown = screen.show(picture);
    if (shown) {
      seen.add(picture);
    }
    return shown;
  }
}
