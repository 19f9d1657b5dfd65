package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Transfers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import net.bytebuddy.asm.Advice;

/** A transfer to another channel: it is the target that changes. */
public final class TransferToAdvice {
  private TransferToAdvice() {}

  @Advice.OnMethodEnter(skipOn = Long.class)
  public static Object enter(
      @Advice.This FileChannel self,
      @Advice.Argument(0) long position,
      @Advice.Argument(1) long count,
      @Advice.Argument(2) WritableByteChannel target)
      throws IOException {
    return Transfers.enterTo(self, position, count, target);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.Enter Object token,
      @Advice.Argument(2) WritableByteChannel target,
      @Advice.Return(readOnly = false) long transferred) {
    if (token instanceof Long) {
      transferred = (Long) token;
    } else {
      Transfers.leave(token, target);
    }
  }
}
