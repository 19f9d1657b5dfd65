package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import net.bytebuddy.asm.Advice;

/** A system call that removes a name below an open directory. */
public final class NameAtAdvice {
  private NameAtAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) int directory, @Advice.Argument(1) byte[] name) {
    return Names.enterAt(directory, name);
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
