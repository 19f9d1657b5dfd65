package io.holdstill.hostile;

import io.holdstill.harness.Artifacts;
import io.holdstill.harness.ForkedJvm;
import io.holdstill.harness.Jdk;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A {@link VictimProgram} as the tests talk to it. */
final class Victim implements AutoCloseable {
  private final ForkedJvm jvm;

  private Victim(ForkedJvm jvm) {
    this.jvm = jvm;
    jvm.awaitLine("ready");
  }

  static Victim on(Jdk jdk, String options) {
    return of(builder(jdk, options));
  }

  static Victim of(ForkedJvm.Builder builder) {
    return new Victim(builder.start());
  }

  static ForkedJvm.Builder builder(Jdk jdk, String options) {
    return ForkedJvm.on(jdk)
        .agent("reserve=0%" + options)
        .classPath(Artifacts.runtime())
        .run(VictimProgram.class);
  }

  ForkedJvm jvm() {
    return jvm;
  }

  /** Its verdict and, behind a blank, its error. */
  String take(Path source, Path destination) {
    return take(source.toUri(), destination.toUri());
  }

  String take(URI source, URI destination) {
    return tell("take " + encoded(source.toString()) + " " + encoded(destination.toString()));
  }

  String tell(String command) {
    jvm.send(command);
    return jvm.awaitLine("answer: ").substring("answer: ".length());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
