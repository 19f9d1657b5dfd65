package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A copy or a move: names and content that pass no channel, as one unit. */
public final class ContentAdvice {
  private ContentAdvice() {}

  @Advice.OnMethodEnter
  public static int enter() {
    return Names.enterCopy();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) Path from,
      @Advice.Argument(1) Path to,
      @Advice.Thrown Throwable thrown) {
    Names.leaveCopy(token, from, to, thrown);
  }
}
