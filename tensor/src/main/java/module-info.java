/** Tensors, operations and automatic differentiation. */
module org.gradlang.tensor {
  requires ejml.core;
  requires ejml.ddense;
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports org.gradlang.autograd;
  exports org.gradlang.op;
  exports org.gradlang.op.signature;
  exports org.gradlang.tensor;
  exports org.gradlang.trace;
}
