package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's gathering write at the offset. */
public final class DispatchVectorAdvice {
  private DispatchVectorAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) long vectors,
      @Advice.Argument(2) int count) {
    return Gate.enterVector(fd, vectors, count);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) long vectors,
      @Advice.Argument(2) int most,
      @Advice.Return long count) {
    Gate.leaveVector(token, fd, vectors, most, count);
  }
}
