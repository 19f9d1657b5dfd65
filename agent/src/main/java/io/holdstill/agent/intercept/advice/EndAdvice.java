package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Groups;
import net.bytebuddy.asm.Advice;

/** The API's binding, woven to call the engine. */
public final class EndAdvice {
  private EndAdvice() {}

  @Advice.OnMethodExit
  public static void exit(
      @Advice.Argument(0) Object group, @Advice.Return(readOnly = false) boolean result) {
    result = Groups.end(group);
  }
}
