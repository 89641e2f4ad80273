package org.gradlang.eval.function;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Engine;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.HotFunction;
import org.gradlang.syntax.Excerpt;
import org.gradlang.syntax.Site;
import org.jspecify.annotations.Nullable;

/**
 * What all closures of one {@code fn} or lambda share. Its body is linked when it is first called.
 */
public final class FunctionCode {
  private final Engine engine;
  private final String name;
  private final Site site;
  private final Excerpt excerpt;
  private final Optional<String> documentation;
  private final Parameters parameters;
  private final int frameSize;
  private final boolean direct;
  private final boolean library;
  private @Nullable Supplier<Node> linker;
  private @Nullable Node body;

  /** Null where the frame's first slots are not the parameters, all of them and as they are. */
  private final @Nullable HotFunction hot;

  /** {@code linker} makes the body's nodes. */
  public FunctionCode(
      Engine engine,
      String name,
      Site site,
      Excerpt excerpt,
      Optional<String> documentation,
      Parameters parameters,
      int frameSize,
      Supplier<Node> linker) {
    this.engine = engine;
    this.name = name;
    this.site = site;
    this.excerpt = excerpt;
    this.documentation = documentation;
    this.parameters = parameters;
    this.frameSize = frameSize;
    this.direct = parameters.isDirect();
    this.library = site.source().isLibrary();
    this.linker = linker;
    boolean plain = direct && parameters.cellSlots.length == 0;
    this.hot = plain ? new HotFunction(this, parameters.count()) : null;
  }

  public Engine engine() {
    return engine;
  }

  public String name() {
    return name;
  }

  /** Where this is declared. */
  public Site site() {
    return site;
  }

  /** All that is written of it. */
  public Excerpt excerpt() {
    return excerpt;
  }

  public Optional<String> documentation() {
    return documentation;
  }

  boolean isLibrary() {
    return library;
  }

  Parameters parameters() {
    return parameters;
  }

  int frameSize() {
    return frameSize;
  }

  /** Whether a call with so many positional arguments may fill the first slots itself. */
  public boolean takesDirectly(int count) {
    return direct && count <= parameters.positional && count >= parameters.required;
  }

  /**
   * The slots of a call's positional arguments and keywords in a frame, or null for a call that
   * must be bound in full.
   */
  public int @Nullable [] slots(int positional, String[] keywords) {
    return parameters.slots(positional, keywords);
  }

  /** Runs the body in a frame whose parameters are bound. */
  Object run(Frame frame) {
    for (int slot : parameters.cellSlots) {
      frame.locals[slot] = new Cell(frame.locals[slot]);
    }
    Node linked = body != null ? body : link();
    if (hot != null && hot.isHot()) {
      Object value = hot.run(frame, linked);
      if (value != null) {
        return value;
      }
    }
    Object value = linked.execute(frame);
    return value == Completion.RETURN ? frame.returned : value;
  }

  private Node link() {
    Supplier<Node> maker = Objects.requireNonNull(linker);
    Node linked = maker.get();
    body = linked;
    linker = null;
    return linked;
  }
}
