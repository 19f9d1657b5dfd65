package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import net.bytebuddy.asm.Advice;

/** The system call renameat. */
public final class RenameAtAdvice {
  private RenameAtAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.Argument(0) int fromDirectory,
      @Advice.Argument(1) byte[] from,
      @Advice.Argument(2) int toDirectory,
      @Advice.Argument(3) byte[] to) {
    return Names.enterAt(fromDirectory, from, toDirectory, to);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) int fromDirectory,
      @Advice.Argument(1) byte[] from,
      @Advice.Argument(2) int toDirectory,
      @Advice.Argument(3) byte[] to,
      @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Names.failed(token);
      return;
    }
    Names.tellAt(fromDirectory, from);
    Names.leaveAt(token, toDirectory, to);
  }
}
