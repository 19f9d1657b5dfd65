package io.holdstill.agent.intercept;

import io.holdstill.runtime.gate.Detour;
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
 * Sends an application's calls of {@code RandomAccessFile.setLength} and {@code
 * FileDescriptor.sync} by way of {@link Detour} where the method is native. Method references,
 * reflection and {@code super.setLength} are missed.
 */
final class Detours implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {
  private static final String RANDOM = "java.io.RandomAccessFile";
  private static final String DESCRIPTOR = "java/io/FileDescriptor";
  private static final String THERE = Type.getInternalName(Detour.class);

  private final ClassLoader loader;
  private final Supertypes supertypes;

  private Detours(ClassLoader loader, Supertypes supertypes) {
    this.loader = loader;
    this.supertypes = supertypes;
  }

  static boolean mayBeIn(ClassHeader header) {
    return header.mentions("setLength") && header.mentions("(J)V")
        || header.mentions("sync") && header.mentions(DESCRIPTOR);
  }

  static AsmVisitorWrapper in(ClassLoader loader, Supertypes supertypes) {
    return new AsmVisitorWrapper.ForDeclaredMethods()
        .invokable(method -> true, new Detours(loader, supertypes));
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
        String there = opcode == Opcodes.INVOKEVIRTUAL ? detour(owner, name, descriptor) : null;
        if (there != null) {
          super.visitMethodInsn(Opcodes.INVOKESTATIC, THERE, name, there, false);
        } else {
          super.visitMethodInsn(opcode, owner, name, descriptor, onInterface);
        }
      }
    };
  }

  /** The descriptor of the method to call instead, or null. */
  private String detour(String owner, String name, String descriptor) {
    if (name.equals("setLength")
        && descriptor.equals("(J)V")
        && isRandom(owner.replace('/', '.'))) {
      return "(Ljava/io/RandomAccessFile;J)V";
    }
    return name.equals("sync") && descriptor.equals("()V") && owner.equals(DESCRIPTOR)
        ? "(Ljava/io/FileDescriptor;)V"
        : null;
  }

  private boolean isRandom(String owner) {
    Set<String> above = supertypes.of(loader, owner);
    return owner.equals(RANDOM) || above.contains(RANDOM);
  }
}
