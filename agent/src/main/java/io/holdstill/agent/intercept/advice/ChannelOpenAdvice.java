package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Names;
import java.io.FileDescriptor;
import net.bytebuddy.asm.Advice;

/** A file channel comes into being around a descriptor. */
public final class ChannelOpenAdvice {
  private ChannelOpenAdvice() {}

  @Advice.OnMethodExit
  public static void exit(@Advice.Argument(0) FileDescriptor fd) {
    Names.opened(fd);
  }
}
