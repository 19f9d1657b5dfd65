package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Groups;
import net.bytebuddy.asm.Advice;

/** The API's binding, woven to call the engine. */
public final class ClaimAdvice {
  private ClaimAdvice() {}

  @Advice.OnMethodExit
  public static void exit(
      @Advice.Argument(0) Object group,
      @Advice.Argument(1) Object task,
      @Advice.Return(readOnly = false) Object result) {
    result = Groups.claim(group, task);
  }
}
