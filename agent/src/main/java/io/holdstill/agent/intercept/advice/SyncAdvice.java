package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code FileDescriptor.sync} where it is Java code. */
public final class SyncAdvice {
  private SyncAdvice() {}

  @Advice.OnMethodEnter
  public static long enter() {
    return Gate.enterForce();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter long covered, @Advice.This FileDescriptor fd, @Advice.Thrown Throwable thrown) {
    Gate.leaveForce(covered, fd, true, thrown);
  }
}
