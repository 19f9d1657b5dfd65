package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A stream's write of at most {@link Most} bytes. */
public final class FixedWriteAdvice {
  private FixedWriteAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.FieldValue("fd") FileDescriptor fd, @Most int most) {
    return Gate.enterStream(fd, most);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(@Advice.Enter int token, @Advice.FieldValue("fd") FileDescriptor fd) {
    Gate.leaveStream(token, fd);
  }
}
