package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A write of text, {@link Most} bytes a char. */
public final class TextWriteAdvice {
  private TextWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Most int most, @Advice.Argument(0) String text) {
    return Gate.enterCall(fd, text == null ? 0 : (long) most * text.length());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Most int most,
      @Advice.Argument(0) String text,
      @Advice.Thrown Throwable thrown) {
    Gate.leaveCall(token, fd, text, most, thrown);
  }
}
