package io.holdstill.agent.intercept;

import io.holdstill.runtime.gate.Gate;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.Addition;
import net.bytebuddy.implementation.bytecode.Removal;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.implementation.bytecode.member.FieldAccess;
import net.bytebuddy.pool.TypePool;

/**
 * Byte Buddy set up for weaving classes that are being defined or retransformed: nothing is added
 * to them, no hierarchy is resolved beyond need, nothing is validated twice.
 */
final class Bytecode {
  private static final Advice.ExceptionHandler OVERFLOWN = overflown();

  private final ClassFileLocator advice =
      ClassFileLocator.ForClassLoader.of(Bytecode.class.getClassLoader());
  private final ByteBuddy byteBuddy =
      new ByteBuddy(ClassFileVersion.JAVA_V17)
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);

  /** Advice whose exit notes an overflow of the stack where not even a call was possible. */
  Advice weave(Advice.WithCustomMapping mapping, Class<?> advice) {
    return mapping.to(advice, this.advice).withExceptionHandler(OVERFLOWN);
  }

  private static Advice.ExceptionHandler overflown() {
    try {
      FieldAccess.Defined field =
          FieldAccess.forField(
              new FieldDescription.ForLoadedField(Gate.class.getField("overflows")).asDefined());
      return new Advice.ExceptionHandler.Simple(
          new StackManipulation.Compound(
              Removal.SINGLE, field.read(), IntegerConstant.ONE, Addition.INTEGER, field.write()));
    } catch (NoSuchFieldException e) {
      throw new LinkageError("the engine has no Gate.overflows", e);
    }
  }

  /** Where the bytes of advice classes are read. */
  ClassFileLocator advice() {
    return advice;
  }

  DynamicType.Builder<?> decorate(ClassLoader loader, String className, byte[] original) {
    ClassFileLocator locator = locator(loader, className, original);
    return byteBuddy.decorate(describe(locator, className), locator);
  }

  TypeDescription describe(ClassLoader loader, String className, byte[] original) {
    return describe(locator(loader, className, original), className);
  }

  private static TypeDescription describe(ClassFileLocator locator, String className) {
    return TypePool.Default.of(locator).describe(className).resolve();
  }

  private static ClassFileLocator locator(ClassLoader loader, String className, byte[] original) {
    return new ClassFileLocator.Compound(
        ClassFileLocator.Simple.of(className, original),
        loader == null
            ? ClassFileLocator.ForClassLoader.ofBootLoader()
            : ClassFileLocator.ForClassLoader.of(loader));
  }
}
