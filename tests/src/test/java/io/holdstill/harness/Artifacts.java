package io.holdstill.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build made and the tests start. Maven passes the paths. */
public final class Artifacts {
  private Artifacts() {}

  public static Path agent() {
    return built("holdstill.jar");
  }

  public static Path runtime() {
    return built("holdstill.runtime.jar");
  }

  public static Path demo() {
    return built("holdstill.demo.jar");
  }

  /** The root of the source tree. */
  public static Path sources() {
    return named("holdstill.sources");
  }

  private static Path built(String property) {
    Path jar = named(property);
    if (!Files.isRegularFile(jar)) {
      throw new AssertionError(jar + " is not there. Build it first: mvn package");
    }
    return jar;
  }

  private static Path named(String property) {
    String path = System.getProperty(property);
    if (path == null) {
      throw new AssertionError("-D" + property + " is not set. Run the tests through Maven.");
    }
    return Path.of(path).normalize();
  }
}
