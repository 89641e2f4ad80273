package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Deoptimization.Local;
import org.gradlang.eval.compile.Variables.Variable;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.tensor.None;

/**
 * Writes one copy of a unit's code. Nodes tell it what they do; it knows the kinds of all values
 * that are on the JVM's stack between them, and so the way from the fast copy to the plain one.
 */
public final class Emitter {
  private static final ClassDesc PLAIN = UnitWriter.desc(Plain.class);
  private static final MethodTypeDesc FAILED =
      MethodTypeDesc.of(CD_void, CD_Object, UnitWriter.desc(Unit.class));

  private final UnitWriter unit;
  private final CodeBuilder code;
  private final boolean plain;
  private final List<Kind> stack = new ArrayList<>();
  private final List<OpenLoop> loops = new ArrayList<>();
  private final OperatorEmitter operators = new OperatorEmitter(this);
  private final LoopEmitter loopEmitter = new LoopEmitter(this);
  private final CallEmitter calls = new CallEmitter(this);
  private final BranchEmitter branches = new BranchEmitter(this);
  private final ComprehensionEmitter comprehensions = new ComprehensionEmitter(this);
  private final TryEmitter tries = new TryEmitter(this);

  Emitter(UnitWriter unit, CodeBuilder code, boolean plain) {
    this.unit = unit;
    this.code = code;
    this.plain = plain;
  }

  /** Whether this is the copy in which every value is an object. */
  boolean isPlain() {
    return plain;
  }

  CodeBuilder code() {
    return code;
  }

  UnitWriter unit() {
    return unit;
  }

  List<OpenLoop> loops() {
    return loops;
  }

  public OperatorEmitter operators() {
    return operators;
  }

  public LoopEmitter loopWriter() {
    return loopEmitter;
  }

  public CallEmitter calls() {
    return calls;
  }

  public BranchEmitter branches() {
    return branches;
  }

  public ComprehensionEmitter comprehensions() {
    return comprehensions;
  }

  public TryEmitter tries() {
    return tries;
  }

  /** Says that a node cannot be compiled, and with it the unit. */
  public static RuntimeException unsupported() {
    return new Unsupported();
  }

  // ---- the stack ----

  void push(Kind kind) {
    unit.count();
    stack.addLast(kind);
  }

  /** Whether operands wait on the stack for what is written now. */
  boolean isInside() {
    return !stack.isEmpty();
  }

  /** The kind of the value on top. */
  Kind top() {
    return stack.getLast();
  }

  Kind pop() {
    return stack.removeLast();
  }

  /** Forgets the value on top. */
  public void drop() {
    Kind kind = pop();
    if (kind == Kind.LONG || kind == Kind.DOUBLE) {
      code.pop2();
    } else {
      code.pop();
    }
  }

  /** Makes an object of the value on top. */
  public void box() {
    Kind kind = pop();
    box(kind);
    push(kind == Kind.NOTHING ? kind : Kind.OBJECT);
  }

  void box(Kind kind) {
    if (kind.isPrimitive()) {
      code.invokestatic(kind.box, "valueOf", MethodTypeDesc.of(kind.box, kind.type));
    }
  }

  /** Takes the object on top, which is a box, out of it. */
  void unbox(Kind kind) {
    String name =
        switch (kind) {
          case LONG -> "longValue";
          case DOUBLE -> "doubleValue";
          case BOOL -> "booleanValue";
          case NOTHING, OBJECT -> throw new IllegalArgumentException();
        };
    code.checkcast(kind.box).invokevirtual(kind.box, name, MethodTypeDesc.of(kind.type));
  }

  /** Writes a node as code that leaves an object. */
  public void object(Node node) {
    node.emit(this);
    box();
  }

  /** Puts a literal on the stack. */
  public void constant(Object value) {
    switch (value) {
      case Long number when !plain -> {
        code.loadConstant((long) number);
        push(Kind.LONG);
      }
      case Double number when !plain -> {
        code.loadConstant((double) number);
        push(Kind.DOUBLE);
      }
      case Boolean flag when !plain -> {
        code.loadConstant(flag ? 1 : 0);
        push(Kind.BOOL);
      }
      default -> {
        known(value, Object.class);
        push(Kind.OBJECT);
      }
    }
  }

  /** Stands for the value of what never has one: the code after it is never reached. */
  public void unreachable() {
    code.aconst_null();
    push(Kind.NOTHING);
  }

  /** Puts None on the stack, the value of what has none. */
  public void none() {
    constant(None.NONE);
  }

  /** Puts an object on the stack for a call that follows, as no value of the program. */
  void known(Object value, Class<?> type) {
    unit.constants().load(code, value, type);
  }

  /** Makes an array of the topmost objects. */
  public void array(int count) {
    code.loadConstant(count).anewarray(CD_Object);
    int array = temporary(Kind.OBJECT);
    code.astore(array);
    for (int i = count - 1; i >= 0; i--) {
      code.aload(array).checkcast(CD_Object.arrayType()).swap();
      code.loadConstant(i).swap().aastore();
      pop();
    }
    code.aload(array).checkcast(CD_Object.arrayType());
    push(Kind.OBJECT);
  }

  /**
   * Lets a node's own method do the work: a static method of {@link Plain} that takes the topmost
   * {@code count} objects and then the node.
   */
  public void plainly(String method, int count, Object node, Class<?> type) {
    plainly(method, count, node, type, Kind.OBJECT);
  }

  /** The same for a method that answers a bool. */
  public void plainTest(String method, int count, Object node, Class<?> type) {
    plainly(method, count, node, type, Kind.BOOL);
  }

  private void plainly(String method, int count, Object node, Class<?> type, Kind result) {
    known(node, type);
    List<ClassDesc> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(CD_Object);
      pop();
    }
    parameters.add(UnitWriter.desc(type));
    code.invokestatic(PLAIN, method, MethodTypeDesc.of(result.type, parameters));
    push(result);
  }

  /** The same for a method that needs no node. */
  public void plainly(String method, int count) {
    List<ClassDesc> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(CD_Object);
      pop();
    }
    code.invokestatic(PLAIN, method, MethodTypeDesc.of(CD_Object, parameters));
    push(Kind.OBJECT);
  }

  /** The same for a method that answers nothing. */
  public void plainEffect(String method, int count, Object node, Class<?> type) {
    known(node, type);
    List<ClassDesc> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(CD_Object);
      pop();
    }
    parameters.add(UnitWriter.desc(type));
    code.invokestatic(PLAIN, method, MethodTypeDesc.of(CD_void, parameters));
  }

  /** Throws what a method makes of the object on top. */
  public void raise(String method, Object node, Class<?> type) {
    known(node, type);
    pop();
    ClassDesc error = UnitWriter.desc(RuntimeException.class);
    code.invokestatic(PLAIN, method, MethodTypeDesc.of(error, CD_Object, UnitWriter.desc(type)));
    code.athrow();
  }

  /** A second time the object on top. */
  public void copy() {
    code.dup();
    push(Kind.OBJECT);
  }

  /** A second time the two objects on top. */
  public void copyTwo() {
    code.dup2();
    push(Kind.OBJECT);
    push(Kind.OBJECT);
  }

  /** Exchanges the two objects on top. */
  public void turn() {
    code.swap();
  }

  /** Puts the object on top below the two under it. */
  public void turnThree() {
    code.dup_x2().pop();
  }

  /** Hands the topmost values to what takes them, the lowest first. */
  public void inOrder(int count, IntConsumer take) {
    List<Local> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.addFirst(aside());
    }
    for (int i = 0; i < count; i++) {
      load(values.get(i));
      take.accept(i);
    }
  }

  /** Hands the elements of the list on top, one after the other, to what takes them. */
  public void elements(int count, IntConsumer take) {
    Local list = aside();
    for (int i = 0; i < count; i++) {
      code.aload(list.index()).loadConstant(i);
      helper("part", CD_Object, CD_Object, ConstantDescs.CD_int);
      push(Kind.OBJECT);
      take.accept(i);
    }
  }

  /** Writes the cell on top with the object below it. */
  public void writeCell() {
    pop();
    pop();
    helper("writeCell", CD_void, CD_Object, CD_Object);
  }

  /** Puts an object of the program itself on the stack. */
  public void object(Object value) {
    known(value, Object.class);
    push(Kind.OBJECT);
  }

  /** A static method of {@link Plain} on what is on the stack, unknown to the kinds. */
  void helper(String method, ClassDesc result, ClassDesc... parameters) {
    code.invokestatic(PLAIN, method, MethodTypeDesc.of(result, parameters));
  }

  // ---- variables ----

  /** Puts the value of a variable of the frame on the stack. */
  public void read(int slot) {
    Variable variable = unit.variables().at(slot, code);
    if (plain || !variable.kind.isPrimitive()) {
      code.aload(variable.plain);
      if (unit.variables().mayGrow(variable)) {
        helper("read", CD_Object, CD_Object);
      }
      push(plain ? Kind.OBJECT : variable.kind);
    } else {
      code.loadLocal(variable.kind.typeKind, variable.fast);
      push(variable.kind);
    }
  }

  /** Puts what a variable of the frame holds on the stack, be it a text that grows. */
  public void held(int slot) {
    Variable variable = unit.variables().at(slot, code);
    if (!plain && variable.kind.isPrimitive()) {
      read(slot);
      box();
    } else {
      unit.variables().grow(variable);
      code.aload(variable.plain);
      push(Kind.OBJECT);
    }
  }

  /** Whether an operator has met nothing but numbers, or nothing yet, and code hopes so too. */
  public boolean expectsNumbers(BinaryOperation operation) {
    return !plain && operation.operands().expected() != Kind.OBJECT;
  }

  /** Takes the top of the stack as the value of a variable of the frame. */
  public void store(int slot) {
    Variable variable = unit.variables().at(slot, code);
    unit.variables().assign(variable, plain ? variable.kind : stack.getLast());
    if (plain || !variable.kind.isPrimitive()) {
      box();
      pop();
      code.astore(variable.plain);
    } else {
      pop();
      code.storeLocal(variable.kind.typeKind, variable.fast);
    }
  }

  /** Says that anybody may see the value on top, which a variable held. */
  public void share() {
    if (top() == Kind.OBJECT) {
      plainly("share", 1);
    }
  }

  /** Before {@link #store}: the variable may own what it held so far. */
  public void release(int slot) {
    Variable variable = unit.variables().at(slot, code);
    if (top() == Kind.OBJECT && (plain || !variable.kind.isPrimitive())) {
      code.aload(variable.plain);
      helper("release", CD_Object, CD_Object, CD_Object);
    }
  }

  /** Puts what the function captured on the stack, at an index. */
  public void captured(int index) {
    code.aload(unit.capturedLocal()).loadConstant(index).aaload();
    push(Kind.OBJECT);
  }

  /** Gives a slot a new cell. */
  public void freshCell(int slot) {
    helper("cell", CD_Object);
    push(Kind.OBJECT);
    store(slot);
  }

  int temporary(Kind kind) {
    return code.allocateLocal(kind.typeKind);
  }

  /** Puts the value on top into a local of its own. */
  Local aside() {
    Kind kind = pop();
    Local local = new Local(kind, code.allocateLocal(kind.typeKind));
    code.storeLocal(kind.typeKind, local.index());
    return local;
  }

  void load(Local local) {
    code.loadLocal(local.kind().typeKind, local.index());
    push(local.kind());
  }

  // ---- leaving ----

  /** Ends the function with the value on top. */
  public void leaveFunction() {
    for (OpenLoop loop : loops.reversed()) {
      if (loop.iterator() >= 0 && !loop.counts()) {
        code.aload(loop.iterator());
        helper("close", CD_void, CD_Object);
      }
    }
    unit.leave(this);
  }

  /** {@code break}, {@code continue}. */
  public void leaveRound(boolean loopToo) {
    OpenLoop loop = loops.getLast();
    code.goto_(loopToo ? loop.exit() : loop.next());
  }

  // ---- from the fast copy to the plain one ----

  /** In the plain copy: the fast one may come here for a node, with the same values. */
  public void arrive(Object node) {
    Label label = unit.arrivals().get(node);
    if (plain && label != null) {
      code.labelBinding(label);
    }
  }

  /** A label where the fast copy gives up at a node; {@code aside} come on top of the stack. */
  Label giveUp(Object node, Local... aside) {
    Label from = code.newLabel();
    unit.arrivals().computeIfAbsent(node, _ -> code.newLabel());
    unit.waysOut()
        .add(
            new Deoptimization(from, List.copyOf(stack), List.of(aside), node, List.copyOf(loops)));
    return from;
  }

  /** Writes the way from the fast copy to the plain one. */
  void write(Deoptimization way) {
    code.labelBinding(way.from());
    List<Local> values = new ArrayList<>();
    for (Kind kind : way.stack().reversed()) {
      int index = code.allocateLocal(kind.typeKind);
      code.storeLocal(kind.typeKind, index);
      values.addFirst(new Local(kind, index));
    }
    values.addAll(way.aside());
    for (Variable variable : unit.variables().bySlot().values()) {
      if (variable.kind.isPrimitive()) {
        code.loadLocal(variable.kind.typeKind, variable.fast);
        box(variable.kind);
        code.astore(variable.plain);
      }
    }
    for (OpenLoop loop : way.loops()) {
      if (loop.counts()) {
        code.aload(loop.iterator()).lload(loop.number()).lload(loop.left());
        ClassDesc number = CD_long;
        helper("moveTo", CD_void, CD_Object, number, number);
      }
    }
    for (Local value : values) {
      code.loadLocal(value.kind().typeKind, value.index());
      box(value.kind());
    }
    known(way.node(), Object.class);
    unit.loadUnit(this);
    code.invokestatic(PLAIN, "failed", FAILED).goto_(unit.arrivals().get(way.node()));
  }
}
