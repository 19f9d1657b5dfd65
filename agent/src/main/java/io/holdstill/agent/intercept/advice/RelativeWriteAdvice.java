package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A file channel's write at its own position. */
public final class RelativeWriteAdvice {
  private RelativeWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.FieldValue("fd") FileDescriptor fd) {
    return Gate.enterRelative(fd);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token) {
    Gate.leave(token);
  }
}
