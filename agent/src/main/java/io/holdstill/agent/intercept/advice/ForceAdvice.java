package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's force. */
public final class ForceAdvice {
  private ForceAdvice() {}

  @Advice.OnMethodEnter
  public static long enter() {
    return Gate.enterForce();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter long covered,
      @Advice.Argument(0) FileDescriptor fd,
      @Advice.Argument(1) boolean metadata,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveForce(covered, fd, metadata, thrown);
  }
}
