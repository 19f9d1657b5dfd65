package io.holdstill.agent.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Children of this JVM between their fork and the program that they are to become. */
final class Offspring {
  /** What later JDKs start first; it closes what it has inherited. */
  private static final String HELPER = "jspawnhelper";

  private static final String SELF = String.valueOf(ProcessHandle.current().pid());

  private Offspring() {}

  /** True if this JVM started it. */
  static boolean isChild(String process) {
    try {
      // As in "4711 (name) S 4710 ..."; a name may hold anything.
      String stat = Files.readString(Path.of(process, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[1].equals(SELF);
    } catch (IOException gone) {
      return false;
    }
  }

  /** True while it is this JVM's program, or the JDK's helper. */
  static boolean isUnchanged(String process) {
    try {
      Path program = Files.readSymbolicLink(Path.of(process, "exe"));
      return program.endsWith(HELPER)
          || program.equals(Files.readSymbolicLink(Path.of("/proc/self/exe")));
    } catch (IOException gone) {
      return false;
    }
  }
}
