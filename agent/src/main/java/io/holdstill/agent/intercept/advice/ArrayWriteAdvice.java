package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A stream's write of a whole array. */
public final class ArrayWriteAdvice {
  private ArrayWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Argument(0) byte[] bytes) {
    return Gate.enterCall(fd, bytes == null ? 0 : bytes.length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(0) byte[] bytes,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveCall(token, fd, bytes, 0, bytes == null ? 0 : bytes.length, thrown);
  }
}
