package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's write at a position. */
public final class DispatchAtAdvice {
  private DispatchAtAdvice() {}

  @Advice.OnMethodEnter
  public static void enter(
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(2) int length,
      @Advice.Argument(3) long position) {
    Gate.before(fd, position, length);
  }
}
