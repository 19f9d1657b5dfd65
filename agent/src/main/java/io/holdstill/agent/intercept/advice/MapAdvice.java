package io.holdstill.agent.intercept.advice;

import io.holdstill.runtime.gate.Gate;
import java.io.FileDescriptor;
import java.nio.channels.FileChannel;
import net.bytebuddy.asm.Advice;

/** A file is about to be mapped. */
public final class MapAdvice {
  private MapAdvice() {}

  @Advice.OnMethodEnter
  public static void enter(
      @Advice.FieldValue("fd") FileDescriptor fd, @Advice.Argument(0) FileChannel.MapMode mode) {
    Gate.mapping(fd, mode);
  }
}
