package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A write of text by way of another write: at most {@link Most} bytes a char, and its length. */
public final class UtfWriteAdvice {
  private UtfWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Most int most, @Advice.Argument(0) String text) {
    return Gate.enterStream(fd, text == null ? 0 : 2L + (long) most * text.length());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.FieldValue("fd") FileDescriptor fd) {
    Gate.leaveStream(token, fd);
  }
}
