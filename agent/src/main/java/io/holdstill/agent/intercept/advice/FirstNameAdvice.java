package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.Names;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** A system call that makes or removes the name given first. */
public final class FirstNameAdvice {
  private FirstNameAdvice() {}

  @Advice.OnMethodEnter
  public static int enter() {
    return Names.enter();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class)
  public static void exit(
      @Advice.Enter int token, @Advice.Argument(0) Path path, @Advice.Thrown Throwable thrown) {
    if (thrown != null) {
      Gate.leave(token); // no name has changed; and the JDK reads errno only later
      return;
    }
    Names.leave(token, path);
  }
}
