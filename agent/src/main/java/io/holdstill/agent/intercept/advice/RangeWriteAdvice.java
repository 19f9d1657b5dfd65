package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A stream's write of part of an array. */
public final class RangeWriteAdvice {
  private RangeWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Argument(2) int length) {
    return Gate.enterStream(fd, length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.FieldValue("fd") FileDescriptor fd) {
    Gate.leaveStream(token, fd);
  }
}
