package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's write at a position. */
public final class DispatchAtAdvice {
  private DispatchAtAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(2) int length,
      @Advice.Argument(3) long position) {
    return Gate.enterWrite(fd, position, length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) long address,
      @Advice.Argument(3) long position,
      @Advice.Return int count) {
    Gate.leaveWrite(token, fd, position, address, count);
  }
}
