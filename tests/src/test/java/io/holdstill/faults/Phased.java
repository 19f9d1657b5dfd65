package io.holdstill.faults;

import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.nio.file.Path;
import java.util.List;

/** A {@link PhaseProgram} as the tests talk to it. */
final class Phased implements AutoCloseable {
  /** Each before its first act; {@code raised} is the first time that the barrier is. */
  static final List<String> PHASES =
      List.of("preparing", "waiting", "raised", "point", "copying", "sealing", "publish");

  final ForkedJvm jvm;

  Phased(Jdk jdk, Path folder, String options) {
    jvm = Suffering.on(jdk, folder, options).run(PhaseProgram.class, folder.toString()).start();
    jvm.awaitLine("ready");
  }

  String tell(String command) {
    jvm.send(command);
    String name = command.split(" ")[0] + ": ";
    return jvm.awaitLine(name).substring(name.length());
  }

  /** The id of a request that stands still at the beginning of this phase. */
  String stoppedAt(String phase, Path copy) {
    tell("stop " + phase);
    String id = tell("begin " + copy);
    tell("stopped");
    return id;
  }

  /** The receipt of a request that goes on. */
  String goesOn(String id) {
    tell("go");
    return tell("await " + id);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
