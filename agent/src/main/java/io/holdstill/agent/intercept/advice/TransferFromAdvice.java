package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Transfers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import net.bytebuddy.asm.Advice;

/** A transfer from another file into this one. */
public final class TransferFromAdvice {
  private TransferFromAdvice() {}

  @Advice.OnMethodEnter(skipOn = Long.class)
  public static Object enter(
      @Advice.This FileChannel self,
      @Advice.Argument(0) ReadableByteChannel source,
      @Advice.Argument(1) long position,
      @Advice.Argument(2) long count)
      throws IOException {
    return Transfers.enterFrom(self, source, position, count);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  public static void exit(
      @Advice.This FileChannel self,
      @Advice.Enter Object token,
      @Advice.Return(readOnly = false) long transferred) {
    if (token instanceof Long) {
      transferred = (Long) token;
    } else {
      Transfers.leave(token, self);
    }
  }
}
