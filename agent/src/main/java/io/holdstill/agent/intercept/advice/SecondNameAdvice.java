package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A system call that makes the name given second. */
public final class SecondNameAdvice {
  private SecondNameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(1) Path path) {
    return Names.enter(path);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Argument(1) Path path, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Names.failed(token);
      return;
    }
    Names.leave(token, path);
  }
}
