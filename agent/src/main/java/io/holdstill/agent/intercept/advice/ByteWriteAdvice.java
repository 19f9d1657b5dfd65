package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A stream's write of one byte. */
public final class ByteWriteAdvice {
  private ByteWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.FieldValue("fd") FileDescriptor fd) {
    return Gate.enterCall(fd, 1);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(0) int value,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveCall(token, fd, value, thrown);
  }
}
