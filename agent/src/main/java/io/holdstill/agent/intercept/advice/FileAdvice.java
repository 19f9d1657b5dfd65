package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.File;
import net.bytebuddy.asm.Advice;

/** {@code java.io.File} makes itself. */
public final class FileAdvice {
  private FileAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.This File file) {
    return Names.enter(file, null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.This File file) {
    Names.leave(token, file);
  }
}
