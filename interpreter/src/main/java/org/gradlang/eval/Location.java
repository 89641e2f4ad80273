package org.gradlang.eval;

import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;

/** Where a node stands, and the engine that runs it. */
public final class Location {
  private final Engine engine;
  private final Context context;
  private final Site site;
  private final boolean library;

  public Location(Engine engine, Site site) {
    this.engine = engine;
    this.context = engine.context();
    this.site = site;
    this.library = site.source().isLibrary();
  }

  public Engine engine() {
    return engine;
  }

  public Site site() {
    return site;
  }

  /** Whether this is in a library's source. */
  public boolean isLibrary() {
    return library;
  }

  /** How the program's expressions run as one formula. */
  public Fusion fusion() {
    return context.fusion();
  }

  /**
   * Says that what follows is made here. Places in a library stay silent, so that what it records
   * points at its caller.
   */
  public void mark() {
    if (!library) {
      context.setOrigin(site);
    }
  }

  /** What {@link #leave} needs after code was called from here. */
  public Origin enter() {
    Origin before = context.origin();
    mark();
    return before;
  }

  /**
   * Ends a call from here: code that it ran may have set other places, and a library goes on for
   * its caller.
   */
  public void leave(Origin before) {
    if (library) {
      context.setOrigin(before);
    }
  }

  /** Counts one step; a limit that is reached ends the program here. */
  public void tick() {
    engine.budget().tick(site);
  }

  /**
   * Puts this place on an error on its way up: as where it happened, or, where it comes from code
   * that the operation here called, as where the call was.
   */
  public GradError locate(GradError error) {
    return locate(error, "");
  }

  /** As {@link #locate(GradError)}, with the name of the function that the operation called. */
  public GradError locate(GradError error, String operation) {
    return error.origin().isKnown() ? error.calledFrom(operation, site) : error.at(site);
  }
}
