package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** The system call open. */
public final class OpenAdvice {
  private OpenAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) Path path, @Advice.Argument(1) int flags) {
    return Names.enterOpen(path, flags);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Argument(0) Path path, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Names.failed(token);
      return;
    }
    Names.leave(token, path);
  }
}
