package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's truncation. */
public final class DispatchTruncateAdvice {
  private DispatchTruncateAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) FileDescriptor fd, @Advice.Argument(1) long size) {
    return Gate.enterTruncate(fd, size);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) long size,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveTruncate(token, fd, size, thrown);
  }
}
