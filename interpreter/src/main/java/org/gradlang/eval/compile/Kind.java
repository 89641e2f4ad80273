package org.gradlang.eval.compile;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** How compiled code holds a value. */
@SuppressWarnings(
    "ImmutableEnumChecker") // descriptors of classes are immutable, though not marked so
public enum Kind {
  /** No value has come this way yet. */
  NOTHING(TypeKind.REFERENCE, ConstantDescs.CD_Object, ConstantDescs.CD_Object),
  LONG(TypeKind.LONG, ConstantDescs.CD_long, ConstantDescs.CD_Long),
  DOUBLE(TypeKind.DOUBLE, ConstantDescs.CD_double, ConstantDescs.CD_Double),
  BOOL(TypeKind.INT, ConstantDescs.CD_boolean, ConstantDescs.CD_Boolean),
  /** Any value of the language, numbers in their boxes included. */
  OBJECT(TypeKind.REFERENCE, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  final TypeKind typeKind;
  final ClassDesc type;
  final ClassDesc box;

  Kind(TypeKind typeKind, ClassDesc type, ClassDesc box) {
    this.typeKind = typeKind;
    this.type = type;
    this.box = box;
  }

  /** The kind that fits a value. */
  static Kind of(Object value) {
    return switch (value) {
      case Long _ -> LONG;
      case Double _ -> DOUBLE;
      case Boolean _ -> BOOL;
      default -> OBJECT;
    };
  }

  boolean isPrimitive() {
    return this == LONG || this == DOUBLE || this == BOOL;
  }

  /** The kind of what may be either. */
  Kind join(Kind other) {
    if (this == NOTHING || this == other) {
      return other;
    }
    return other == NOTHING ? this : OBJECT;
  }
}
