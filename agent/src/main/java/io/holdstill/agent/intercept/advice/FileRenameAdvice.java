package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.File;
import net.bytebuddy.asm.Advice;

/** {@code java.io} renames a file. */
public final class FileRenameAdvice {
  private FileRenameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter(@Advice.Argument(0) File from, @Advice.Argument(1) File to) {
    return Names.enter(from, to);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Argument(0) File from, @Advice.Argument(1) File to) {
    if (from != null) {
      Names.tell(from.getPath());
    }
    ;
    Names.leave(token, to);
  }
}
