package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's write at the offset. */
public final class DispatchAdvice {
  private DispatchAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) FileDescriptor fd, @Advice.Argument(2) int length) {
    return Gate.enterWrite(fd, -1, length);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) long address,
      @Advice.Return int count) {
    Gate.leaveWrite(token, fd, -1, address, count);
  }
}
