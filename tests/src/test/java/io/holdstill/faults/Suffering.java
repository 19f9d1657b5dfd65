package io.holdstill.faults;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;

/** A JVM whose agent can be made to suffer. */
final class Suffering {
  private Suffering() {}

  static ForkedJvm.Builder on(Jdk jdk, Path folder, String options) {
    return ForkedJvm.on(jdk)
        .flags(FaultAgent.option(folder))
        .agent("reserve=0%" + options)
        .classPath(Artifacts.runtime())
        .libraryOf(ClassReader.class);
  }
}
