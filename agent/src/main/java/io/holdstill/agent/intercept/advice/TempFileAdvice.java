package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.File;
import net.bytebuddy.asm.Advice;

/** {@code java.io} makes a temporary file. */
public final class TempFileAdvice {
  private TempFileAdvice() {}

  @Advice.OnMethodEnter
  public static int enter() {
    return Names.enter((File) null, null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.Return File file) {
    Names.leave(token, file);
  }
}
