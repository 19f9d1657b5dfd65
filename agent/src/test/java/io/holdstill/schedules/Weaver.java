package io.holdstill.schedules;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts a point before whatever other threads see or change: volatile fields, VarHandles, atomics,
 * concurrent collections, arrays of the pool and of the slots; and lets locks, parking, time and
 * files be the schedule's.
 */
final class Weaver {
  private static final String HOOKS = "io/holdstill/schedules/Hooks";
  private static final String FILES = "io/holdstill/schedules/ModelFiles";
  private static final String GATE = "io/holdstill/runtime/gate/";

  /** Seen by their own thread alone, or by nobody who decides anything. */
  private static final Set<String> QUIET =
      Set.of(GATE + "Writer", GATE + "Stalls", GATE + "GroupName", GATE + "Faults");

  private static final Set<String> RACY_ARRAYS = Set.of(GATE + "Pool", GATE + "Slots");
  private static final Set<String> OURS =
      Set.of(
          "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "java/lang/Runtime.availableProcessors",
          "java/lang/Thread.onSpinWait",
          "java/lang/Thread.yield",
          "java/lang/Thread.getStackTrace",
          "java/util/concurrent/locks/LockSupport.parkNanos",
          "java/util/concurrent/locks/LockSupport.unpark",
          "java/util/concurrent/locks/ReentrantLock.lock",
          "java/util/concurrent/locks/ReentrantLock.unlock",
          "io/holdstill/agent/snapshot/Destination.wrote");

  private final List<Mutant> mutants;

  Weaver(List<Mutant> mutants) {
    this.mutants = mutants;
  }

  private Mutant mutant(String type, String method, String called) {
    for (Mutant each : mutants) {
      if (each.hits(type, method, called)) {
        return each;
      }
    }
    return null;
  }

  byte[] weave(byte[] whole) {
    ClassReader reader = new ClassReader(whole);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Woven(writer, reader.getClassName()), 0);
    return writer.toByteArray();
  }

  private final class Woven extends ClassVisitor {
    private final String type;

    Woven(ClassVisitor next, String type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String signature, String generic, String[] thrown) {
      int open = access & ~Opcodes.ACC_SYNCHRONIZED;
      MethodVisitor next = super.visitMethod(open, name, signature, generic, thrown);
      return new Body(next, type, name, access);
    }
  }

  private final class Body extends MethodVisitor {
    private final String type;
    private final String method;
    private final boolean isStatic;
    private final boolean locked;

    Body(MethodVisitor next, String type, String method, int access) {
      super(Opcodes.ASM9, next);
      this.type = type;
      this.method = method;
      this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
      this.locked = (access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (locked) {
        lock("monitorEnter");
      }
      if (type.equals(GATE + "Barrier") && method.equals("await")) {
        super.visitVarInsn(Opcodes.LLOAD, 0);
        hook("awaits", "(J)V");
      }
    }

    private void lock(String hook) {
      if (isStatic) {
        super.visitLdcInsn(Type.getObjectType(type));
      } else {
        super.visitVarInsn(Opcodes.ALOAD, 0);
      }
      hook(hook, "(Ljava/lang/Object;)V");
    }

    private void hook(String name, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, name, descriptor, false);
    }

    private void point() {
      if (!QUIET.contains(type) && !method.equals("<clinit>") && !method.equals("<init>")) {
        hook("point", "()V");
      }
    }

    @Override
    public void visitInsn(int opcode) {
      switch (opcode) {
        case Opcodes.MONITORENTER -> hook("monitorEnter", "(Ljava/lang/Object;)V");
        case Opcodes.MONITOREXIT -> hook("monitorExit", "(Ljava/lang/Object;)V");
        case Opcodes.IALOAD, Opcodes.IASTORE, Opcodes.AALOAD, Opcodes.AASTORE -> {
          if (RACY_ARRAYS.contains(type)) {
            point();
          }
          super.visitInsn(opcode);
        }
        default -> {
          if (locked && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            lock("monitorExit");
          }
          super.visitInsn(opcode);
        }
      }
    }

    /** Spinning a hundred times shows no more than spinning twice. */
    @Override
    public void visitIntInsn(int opcode, int operand) {
      boolean spins = type.equals(GATE + "Barrier") && method.equals("await");
      super.visitIntInsn(opcode, spins && opcode == Opcodes.BIPUSH ? 1 : operand);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (owner.startsWith("io/holdstill/") && isVolatile(owner, name)) {
        point();
      }
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      String called = owner + "." + name;
      boolean virtual = opcode != Opcodes.INVOKESTATIC;
      Mutant mutant = mutant(type, method, called);
      if (mutant != null) {
        String instead = virtual ? "(L" + owner + ";" + descriptor.substring(1) : descriptor;
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, GATE + "Mutations", mutant.instead(), instead, false);
      } else if (OURS.contains(called)) {
        String instead = descriptor;
        if (virtual) {
          String receiver = owner.startsWith("io/") ? "Ljava/lang/Object;" : "L" + owner + ";";
          instead = "(" + receiver + descriptor.substring(1);
        }
        hook(name, instead);
      } else if (owner.equals(GATE + "Io") || owner.equals(GATE + "Memory")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, FILES, name, descriptor, false);
      } else if (called.equals(GATE + "FileStatus.of")
          && descriptor.startsWith("(Ljava/io/FileDescriptor;)")) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, GATE + "Scenery", "status", descriptor, false);
      } else {
        if (shared(owner, name)) {
          point();
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }
  }

  private static boolean shared(String owner, String name) {
    return (owner.equals("java/lang/invoke/VarHandle") && !name.endsWith("Fence")
            || owner.startsWith("java/util/concurrent/atomic/Atomic")
            || owner.startsWith("java/util/concurrent/Concurrent"))
        && !name.equals("<init>");
  }

  private static boolean isVolatile(String owner, String name) {
    try {
      Class<?> type = Class.forName(owner.replace('/', '.'), false, Weaver.class.getClassLoader());
      return Modifier.isVolatile(type.getDeclaredField(name).getModifiers());
    } catch (NoSuchFieldException inherited) {
      return false;
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
