package io.holdstill.schedules;

import static org.objectweb.asm.Opcodes.ASM9;

import io.holdstill.runtime.gate.Breaks;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The control: an engine in which one thing that orders is left out, and the stress test that must
 * find it. A test that cannot fail shows nothing.
 *
 * @param type of the engine, in which
 * @param method instead of
 * @param call this method of a VarHandle
 * @param instead does this method of {@link Breaks}
 * @param found by this test
 */
record BrokenEngine(String type, String method, String call, String instead, String found) {
  private static final String GATE = "io/holdstill/runtime/gate/";

  /** A store that passes a load shows on every machine; so does an or in two steps. */
  static final List<BrokenEngine> ALL =
      List.of(
          new BrokenEngine("Slot", "occupy", "fullFence", "nothing", "BarrierStress.Fence"),
          new BrokenEngine("Chunk", "win", "getAndBitwiseOr", "or", "BlockStress.Winner"),
          new BrokenEngine("Chunk", "push", "compareAndSet", "push", "BlockStress.Pushes"));

  /** Writes the broken class below a folder that goes before the others on the class path. */
  void writeTo(Path folder) throws IOException {
    Path file = folder.resolve(GATE + type + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream whole = Breaks.class.getResourceAsStream(type + ".class")) {
      ClassReader reader = new ClassReader(whole);
      ClassWriter writer = new ClassWriter(reader, 0);
      Breaker breaker = new Breaker(writer);
      reader.accept(breaker, 0);
      if (breaker.broken != 1) {
        throw new AssertionError(this + " fits in " + breaker.broken + " places");
      }
      Files.write(file, writer.toByteArray());
    }
  }

  private final class Breaker extends ClassVisitor {
    private int broken;

    Breaker(ClassVisitor next) {
      super(ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String signature, String generic, String[] thrown) {
      MethodVisitor next = super.visitMethod(access, name, signature, generic, thrown);
      return !name.equals(method)
          ? next
          : new MethodVisitor(ASM9, next) {
            @Override
            public void visitMethodInsn(
                int opcode, String owner, String name, String in, boolean isInterface) {
              if (owner.equals("java/lang/invoke/VarHandle") && name.equals(call)) {
                broken++;
                super.visitMethodInsn(
                    Opcodes.INVOKESTATIC, GATE + "Breaks", instead, descriptor(instead), false);
              } else {
                super.visitMethodInsn(opcode, owner, name, in, isInterface);
              }
            }
          };
    }
  }

  private static String descriptor(String instead) {
    for (Method each : Breaks.class.getMethods()) {
      if (each.getName().equals(instead)) {
        return Type.getMethodDescriptor(each);
      }
    }
    throw new AssertionError("Breaks has no " + instead);
  }
}
