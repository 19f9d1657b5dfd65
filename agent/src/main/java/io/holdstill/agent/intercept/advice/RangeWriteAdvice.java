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
    return Gate.enterCall(fd, length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(0) byte[] bytes,
      @Advice.Argument(1) int from,
      @Advice.Argument(2) int length,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveCall(token, fd, bytes, from, length, thrown);
  }
}
