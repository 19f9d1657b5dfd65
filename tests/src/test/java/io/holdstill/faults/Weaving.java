package io.holdstill.faults;

import java.util.Set;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts calls of {@code boot} into one class of the agent. */
final class Weaving extends ClassVisitor {
  private static final String FAULTY = "io/holdstill/faults/boot/Faulty";
  private static final String TIMES = "io/holdstill/faults/boot/Times";
  private static final String AGENT = "io/holdstill/agent/";
  private static final String GATE = "io/holdstill/runtime/gate/";

  /** They do not fail: they answer no. */
  private static final Set<String> ANSWERING =
      Set.of("exists", "isDirectory", "isSymbolicLink", "isReadable", "isRegularFile");

  private static final Set<String> SITES =
      Set.of(
          "FileChannel.open",
          "FileChannel.force",
          "FileChannel.tryLock",
          "FileChannel.write",
          "FileChannel.read",
          "FileChannel.truncate",
          "FileStore.getUsableSpace",
          "FileStore.getTotalSpace",
          "Path.toRealPath",
          "BasicFileAttributeView.setTimes",
          "ExcerptAppender.writingDocument",
          "SingleChronicleQueueBuilder.build",
          "SingleChronicleQueue.createAppender",
          "ContentDigest.update",
          "Thread.setDaemon");

  private final String name;

  Weaving(ClassVisitor next, String name) {
    super(Opcodes.ASM9, next);
    this.name = name;
  }

  static boolean concerns(String name) {
    return name.startsWith(GATE)
        || name.startsWith(AGENT)
            && !name.startsWith(AGENT + "cli/")
            && !name.startsWith(AGENT + "intercept/");
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String signature, String[] thrown) {
    MethodVisitor next = super.visitMethod(access, method, descriptor, signature, thrown);
    return next == null ? null : new Calls(next, method, descriptor);
  }

  private final class Calls extends MethodVisitor {
    private final String method;
    private final boolean lookup;

    Calls(MethodVisitor next, String method, String descriptor) {
      super(Opcodes.ASM9, next);
      this.method = method;
      this.lookup =
          name.equals(GATE + "Hidden")
              && (method.equals("staticMethod") || method.equals("method"))
              && descriptor.endsWith("Ljava/lang/invoke/MethodHandle;");
    }

    @Override
    public void visitCode() {
      super.visitCode();
      switch (name.substring(name.lastIndexOf('/') + 1) + "." + method) {
        case "SnapshotMeter.enter" -> {
          visitVarInsn(Opcodes.ALOAD, 1);
          hook(TIMES, "phase", "(Ljava/lang/String;)V");
        }
        case "Assurance.level" -> phase("point");
        case "Destination.publish" -> phase("publish");
        case "SnapshotJob.cancel" -> hook(TIMES, "cancelled", "()V");
        case "Pool.take" -> exhaust();
        default -> {}
      }
    }

    private void phase(String phase) {
      visitLdcInsn(phase);
      hook(TIMES, "phase", "(Ljava/lang/String;)V");
    }

    private void exhaust() {
      Label go = new Label();
      hook(FAULTY, "exhausted", "()Z");
      visitJumpInsn(Opcodes.IFEQ, go);
      visitInsn(Opcodes.ICONST_M1);
      visitInsn(Opcodes.IRETURN);
      visitLabel(go);
      visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      visitInsn(Opcodes.NOP);
    }

    @Override
    public void visitInsn(int opcode) {
      if (lookup && opcode == Opcodes.ARETURN) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitVarInsn(Opcodes.ALOAD, 1);
        hook(
            "io/holdstill/faults/boot/Natives",
            "wrap",
            "(Ljava/lang/invoke/MethodHandle;Ljava/lang/Class;Ljava/lang/String;)"
                + "Ljava/lang/invoke/MethodHandle;");
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String callee, String descriptor, boolean isInterface) {
      if (owner.equals("java/lang/System") && callee.equals("currentTimeMillis")
          || owner.equals("java/time/Instant") && callee.equals("now")) {
        hook(TIMES, callee, descriptor);
      } else if (!name.startsWith(AGENT)) {
        super.visitMethodInsn(opcode, owner, callee, descriptor, isInterface);
      } else if (owner.equals("java/io/File") && callee.equals("list")) {
        visitLdcInsn(caller());
        hook(
            FAULTY,
            "list",
            descriptor.replace("(", "(Ljava/io/File;").replace(")", "Ljava/lang/String;)"));
      } else if (owner.equals("java/nio/channels/Channels") && callee.equals("newOutputStream")) {
        visitLdcInsn(caller());
        hook(FAULTY, "output", descriptor.replace(")", "Ljava/lang/String;)"));
      } else if (owner.endsWith("/HoldProbe") && callee.equals("raised")) {
        phase("raised");
        super.visitMethodInsn(opcode, owner, callee, descriptor, isInterface);
      } else {
        site(owner, callee);
        super.visitMethodInsn(opcode, owner, callee, descriptor, isInterface);
      }
    }

    private void site(String owner, String callee) {
      String called = owner.substring(owner.lastIndexOf('/') + 1) + "." + callee;
      boolean files = owner.equals("java/nio/file/Files") && !ANSWERING.contains(callee);
      if (files || SITES.contains(called)) {
        visitLdcInsn(called);
        visitLdcInsn(caller());
        hook(FAULTY, "site", "(Ljava/lang/String;Ljava/lang/String;)V");
      }
    }

    private String caller() {
      return name.substring(AGENT.length()) + "." + method;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String dynamic, String descriptor, Handle bootstrap, Object... arguments) {
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof Handle handle && clock(handle)) {
          arguments[i] =
              new Handle(handle.getTag(), TIMES, handle.getName(), handle.getDesc(), false);
        }
      }
      super.visitInvokeDynamicInsn(dynamic, descriptor, bootstrap, arguments);
    }

    /** The machine's clock, and the one by which the patience with a silent caller is measured. */
    private boolean clock(Handle handle) {
      return handle.getOwner().equals("java/lang/System")
          && (handle.getName().equals("currentTimeMillis")
              || handle.getName().equals("nanoTime") && name.startsWith(AGENT + "control/"));
    }

    private void hook(String owner, String hook, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, hook, descriptor, false);
    }
  }
}
