package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Sources;
import net.bytebuddy.asm.Advice;

/** Java is about to ask the kernel for a file lock. */
public final class LockAdvice {
  private LockAdvice() {}

  @Advice.OnMethodEnter
  public static void enter() {
    Sources.pass();
  }
}
