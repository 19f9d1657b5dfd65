package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.File;
import net.bytebuddy.asm.Advice;

/** {@code java.io} deletes a file. */
public final class DeleteAdvice {
  private DeleteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) File file) {
    return Names.enter(file, null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.Argument(0) File file) {
    Names.leave(token, file);
  }
}
