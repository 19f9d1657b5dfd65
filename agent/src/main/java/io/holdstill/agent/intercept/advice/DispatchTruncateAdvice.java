package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** The dispatcher's truncation. */
public final class DispatchTruncateAdvice {
  private DispatchTruncateAdvice() {}

  @Advice.OnMethodEnter
  public static void enter(@Advice.Argument(0) FileDescriptor fd, @Advice.Argument(1) long size) {
    Gate.beforeTruncate(fd, size);
  }
}
