package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import net.bytebuddy.asm.Advice;

/** The system call openat. */
public final class OpenAtAdvice {
  private OpenAtAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.Argument(0) int directory,
      @Advice.Argument(1) byte[] name,
      @Advice.Argument(2) int flags) {
    return Names.enterOpenAt(directory, name, flags);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) int directory,
      @Advice.Argument(1) byte[] name,
      @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Names.failed(token);
      return;
    }
    Names.leaveAt(token, directory, name);
  }
}
