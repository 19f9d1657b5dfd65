package io.holdstill.agent.intercept;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;

/**
 * Byte Buddy set up for weaving classes that are being defined or retransformed: nothing is added
 * to them, no hierarchy is resolved beyond need, nothing is validated twice.
 */
final class Bytecode {
  private final ClassFileLocator advice =
      ClassFileLocator.ForClassLoader.of(Bytecode.class.getClassLoader());
  private final ByteBuddy byteBuddy =
      new ByteBuddy(ClassFileVersion.JAVA_V17)
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(Implementation.Context.Disabled.Factory.INSTANCE);

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
