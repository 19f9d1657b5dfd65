package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code RandomAccessFile.setLength} where it is Java code. */
public final class SetLengthAdvice {
  private SetLengthAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Argument(0) long length) {
    return Gate.enterSetLength(fd, length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(0) long length,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveSetLength(token, fd, length, thrown);
  }
}
