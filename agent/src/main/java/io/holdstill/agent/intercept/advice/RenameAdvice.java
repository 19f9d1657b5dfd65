package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** The system call rename. */
public final class RenameAdvice {
  private RenameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) Path from, @Advice.Argument(1) Path to) {
    return Names.enter(from, to, false);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) Path from,
      @Advice.Argument(1) Path to,
      @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Names.failed(token);
      return;
    }
    Names.tell(from);
    Names.leave(token, to);
  }
}
