package io.holdstill.agent.intercept;

import io.holdstill.runtime.gate.RandomLength;
import java.util.Set;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Sends an application's calls of {@code RandomAccessFile.setLength} by way of {@link RandomLength}
 * where the method is native. Method references, reflection and {@code super.setLength} are missed.
 */
final class SetLengthCalls implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  private static final String RANDOM = "java.io.RandomAccessFile";
  private static final String THERE = Type.getInternalName(RandomLength.class);

  private final ClassLoader loader;
  private final Supertypes supertypes;

  private SetLengthCalls(ClassLoader loader, Supertypes supertypes) {
    this.loader = loader;
    this.supertypes = supertypes;
  }

  static boolean mayBeIn(ClassHeader header) {
    return header.mentions("setLength") && header.mentions("(J)V");
  }

  static AsmVisitorWrapper in(ClassLoader loader, Supertypes supertypes) {
    return new AsmVisitorWrapper.ForDeclaredMethods()
        .invokable(method -> true, new SetLengthCalls(loader, supertypes));
  }

  @Override
  public MethodVisitor wrap(
      TypeDescription type,
      MethodDescription method,
      MethodVisitor below,
      Implementation.Context context,
      TypePool pool,
      int writerFlags,
      int readerFlags) {
    return new MethodVisitor(OpenedClassReader.ASM_API, below) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean onInterface) {
        if (opcode == Opcodes.INVOKEVIRTUAL
            && name.equals("setLength")
            && descriptor.equals("(J)V")
            && isRandom(owner.replace('/', '.'))) {
          String there = "(Ljava/io/RandomAccessFile;J)V";
          super.visitMethodInsn(Opcodes.INVOKESTATIC, THERE, name, there, false);
        } else {
          super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
        }
      }
    };
  }

  private boolean isRandom(String owner) {
    Set<String> above = supertypes.of(loader, owner);
    return owner.equals(RANDOM) || above.contains(RANDOM);
  }
}
