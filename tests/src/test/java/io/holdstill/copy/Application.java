package io.holdstill.copy;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A {@link CopyProgram} as the tests talk to it. */
final class Application implements AutoCloseable {
  private final ForkedJvm jvm;

  private Application(ForkedJvm jvm) {
    this.jvm = jvm;
    jvm.awaitLine("ready");
  }

  static Application on(Jdk jdk, String options) {
    return on(jdk, Artifacts.agent(), options);
  }

  static Application on(Jdk jdk, Path agent, String options) {
    return new Application(
        ForkedJvm.on(jdk)
            .flags("-javaagent:" + agent + "=" + options)
            .expecting("ARMED")
            .classPath(Artifacts.runtime())
            .run(CopyProgram.class)
            .start());
  }

  long pid() {
    return jvm.pid();
  }

  /** The answer to a command. */
  String tell(String command) {
    jvm.send(command);
    String name = command.split(" ")[0] + ": ";
    return jvm.awaitLine(name).substring(name.length());
  }

  /** The receipt of a snapshot that must have this verdict. */
  String take(String verdict, Path source, Path destination, String... options) {
    String receipt = tell("take " + source + " " + destination + suffix(options));
    assertTrue(receipt.contains("verdict=" + verdict + " "), receipt);
    return receipt;
  }

  /** The receipt of a snapshot that was refused or came to nothing, and left nothing. */
  String refuses(String verdict, Path source, Path destination, String... options) {
    boolean there = Files.exists(destination, LinkOption.NOFOLLOW_LINKS);
    String receipt = take(verdict, source, destination, options);
    if (!there) {
      leftNothing(destination);
    }
    assertTrue(receipt.contains(destination.toString()), receipt);
    return receipt;
  }

  static void leftNothing(Path destination) {
    assertFalse(Files.exists(destination, LinkOption.NOFOLLOW_LINKS), destination + " is there");
    Path partial = destination.resolveSibling(destination.getFileName() + ".partial");
    assertFalse(Files.exists(partial, LinkOption.NOFOLLOW_LINKS), partial + " is there");
  }

  private static String suffix(String... options) {
    return options.length == 0 ? "" : " " + String.join(" ", options);
  }

  /** Ends it as a crash of the machine would. */
  void kill() {
    jvm.signal("KILL");
    jvm.awaitExit();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
