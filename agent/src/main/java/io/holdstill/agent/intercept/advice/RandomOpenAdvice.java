package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** {@code RandomAccessFile}'s open: creates where it may write. */
public final class RandomOpenAdvice {
  private RandomOpenAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) String path, @Advice.Argument(1) int mode) {
    return (mode & 2) == 0 ? 0 : Names.enterOpen(path, false);
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
