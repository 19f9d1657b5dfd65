package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A system call that gives the file of the first name a second one. */
public final class LinkAdvice {
  private LinkAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) Path existing, @Advice.Argument(1) Path path) {
    return Names.enter(existing, path, true);
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
