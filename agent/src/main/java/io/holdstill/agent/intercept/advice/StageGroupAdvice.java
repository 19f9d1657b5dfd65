package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Groups;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** A group method whose result may complete later. */
public final class StageGroupAdvice {
  private StageGroupAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@GroupId int id) {
    return Groups.enter(id);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object returned) {
    Groups.leave(token, returned);
  }
}
