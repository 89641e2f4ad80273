package org.gradlang.eval.compile;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The objects that a unit's code mentions: static final fields, which the JVM takes as known. */
final class Constants {
  private static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
  private static final ClassDesc LOOKUP = ConstantDescs.CD_MethodHandles_Lookup;
  private static final ClassDesc HANDLES = UnitWriter.desc(MethodHandles.class);
  private static final MethodTypeDesc CLASS_DATA =
      MethodTypeDesc.of(
          ConstantDescs.CD_Object, LOOKUP, ConstantDescs.CD_String, ConstantDescs.CD_Class);

  private final List<Object> values = new ArrayList<>();
  private final List<ClassDesc> types = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> known = new IdentityHashMap<>();

  /** Puts an object on the stack. */
  void load(CodeBuilder code, Object value, Class<?> type) {
    ClassDesc desc = UnitWriter.desc(type);
    Integer index = known.get(value);
    if (index == null) {
      index = values.size();
      known.put(value, index);
      values.add(value);
      types.add(desc);
      code.getstatic(UnitWriter.SELF, "c" + index, desc);
      return;
    }
    ClassDesc declared = types.get(index);
    code.getstatic(UnitWriter.SELF, "c" + index, declared);
    if (!declared.equals(desc)) {
      code.checkcast(desc);
    }
  }

  /** The objects, which the class finds as its class data. */
  Object[] values() {
    return values.toArray();
  }

  /** Declares the fields, and fills them when the class is initialized. */
  void declare(ClassBuilder builder) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    for (int i = 0; i < types.size(); i++) {
      builder.withField("c" + i, types.get(i), flags);
    }
    builder.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::fill);
  }

  private void fill(CodeBuilder code) {
    code.invokestatic(HANDLES, "lookup", MethodTypeDesc.of(LOOKUP));
    code.loadConstant(ConstantDescs.DEFAULT_NAME).loadConstant(OBJECTS);
    code.invokestatic(HANDLES, "classData", CLASS_DATA).checkcast(OBJECTS).astore(0);
    for (int i = 0; i < types.size(); i++) {
      code.aload(0).loadConstant(i).aaload().checkcast(types.get(i));
      code.putstatic(UnitWriter.SELF, "c" + i, types.get(i));
    }
    code.return_();
  }
}
