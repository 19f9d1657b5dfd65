package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A system call that makes or removes the name given first. */
public final class FirstNameAdvice {
  private FirstNameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) Path path) {
    return Names.enter(path);
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
