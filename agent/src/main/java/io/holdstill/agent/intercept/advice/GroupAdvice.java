package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Groups;
import net.bytebuddy.asm.Advice;

/** A method whose every call is one write group. */
public final class GroupAdvice {
  private GroupAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@GroupId int id) {
    return Groups.enter(id);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token) {
    Groups.leave(token, null);
  }
}
