package io.holdstill.schedules;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Puts a call of {@link YieldPoint#pass} before every line of a class. */
final class LinePoints extends ClassVisitor {
  private static final String POINT = YieldPoint.class.getName().replace('.', '/');

  private final int room;
  private int points;

  LinePoints(ClassVisitor next, int room) {
    super(Opcodes.ASM9, next);
    this.room = room;
  }

  int points() {
    return points;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] thrown) {
    return new Body(super.visitMethod(access, name, descriptor, signature, thrown));
  }

  /**
   * A line's number comes before the frame that belongs to its first instruction, so the point
   * waits for that instruction. It goes behind a {@code new}: frames name an object that has not
   * been constructed by the label of its {@code new}, which is the line's own.
   */
  private final class Body extends MethodVisitor {
    private boolean lineBegins;

    Body(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      super.visitLineNumber(line, start);
      lineBegins = true;
    }

    private void point() {
      if (lineBegins) {
        lineBegins = false;
        points++;
        super.visitInsn(Opcodes.ICONST_0 + room);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, POINT, "pass", "(I)V", false);
      }
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      if (opcode != Opcodes.NEW) {
        point();
      }
      super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitInsn(int opcode) {
      point();
      super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      point();
      super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      point();
      super.visitVarInsn(opcode, variable);
    }

    @Override
    public void visitIincInsn(int variable, int increment) {
      point();
      super.visitIincInsn(variable, increment);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      point();
      super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      point();
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      point();
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitLdcInsn(Object value) {
      point();
      super.visitLdcInsn(value);
    }

    @Override
    public void visitJumpInsn(int opcode, Label to) {
      point();
      super.visitJumpInsn(opcode, to);
    }

    @Override
    public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... to) {
      point();
      super.visitTableSwitchInsn(least, most, otherwise, to);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] to) {
      point();
      super.visitLookupSwitchInsn(otherwise, keys, to);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
      point();
      super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
  }
}
