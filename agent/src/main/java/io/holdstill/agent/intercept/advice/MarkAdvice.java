package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Groups;
import net.bytebuddy.asm.Advice;

/** The API's binding, woven to call the engine. */
public final class MarkAdvice {
  private MarkAdvice() {}

  @Advice.OnMethodExit
  public static void exit(@Advice.Argument(0) String name) {
    Groups.mark(name);
  }
}
