package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code FileOutputStream}'s open: creates, and truncates unless it appends. */
public final class StreamOpenAdvice {
  private StreamOpenAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) String path, @Advice.Argument(1) boolean append) {
    return Names.enterOpen(path, !append);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token,
      @Advice.Argument(0) String path,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Thrown Throwable thrown) {
    Names.leave(token, path);
    if (thrown == null) {
      Names.opened(fd);
    }
    ;
  }
}
