package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A system call that makes the name given second. */
public final class SecondNameAdvice {
  private SecondNameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter() {
    return Names.enter();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Argument(1) Path path, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Gate.leave(token); // no name has changed; and the JDK reads errno only later
      return;
    }
    Names.leave(token, path);
  }
}
