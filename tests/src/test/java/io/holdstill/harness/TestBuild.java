package io.holdstill.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * A build of holdstill.jar for tests alone: the shipped jar and, in its agent zone, one class that
 * reaches into a hold.
 */
public final class TestBuild {
  private static final String PROBE = "io.holdstill.agent.quiesce.HoldProbe";

  private TestBuild() {}

  /** An agent that cuts without waiting for the writers: its copies must be found out. */
  public static Path skippingBarrier(Path directory) {
    return with(
        directory,
        "SkipsBarrier",
        "public final class SkipsBarrier implements "
            + PROBE
            + " { public boolean skipsBarrier() { return true; } }");
  }

  /**
   * An agent that runs what lies in the system properties under "holdstill.test.raised" and
   * "holdstill.test.reached": a {@link Runnable} each, on the snapshot thread, when the barrier has
   * been raised, and between the snapshot point and the copying.
   */
  public static Path stoppingAtPoint(Path directory) {
    return with(
        directory,
        "StopsAtPoint",
        "public final class StopsAtPoint implements "
            + PROBE
            + " { public void raised(long nanos) { run(\"raised\"); }"
            + " public void reached() { run(\"reached\"); }"
            + " private static void run(String when) {"
            + " Object task = System.getProperties().get(\"holdstill.test.\" + when);"
            + " if (task != null) { ((Runnable) task).run(); } } }");
  }

  /**
   * Makes the jar below an empty directory.
   *
   * @param probe the simple name of the class, which has no package and implements HoldProbe
   * @param source its source; it sees the classes of the agent zone
   */
  public static Path with(Path directory, String probe, String source) {
    try {
      Path jar = directory.resolve("holdstill-" + probe + ".jar");
      Files.copy(Artifacts.agent(), jar);
      try (FileSystem inside = FileSystems.newFileSystem(jar)) {
        Path zone = inside.getPath("agent");
        Path classes = compile(directory, zone, probe, source);
        Files.copy(classes.resolve(probe + ".class"), zone.resolve(probe + ".class"));
        Path service = zone.resolve("META-INF/services").resolve(PROBE);
        Files.createDirectories(service.getParent());
        Files.writeString(service, probe + "\n");
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("The test build with " + probe + " could not be made", e);
    }
  }

  /** The compiler cannot look into a folder of a jar, so the interface is laid beside. */
  private static Path compile(Path directory, Path zone, String probe, String source)
      throws IOException {
    String path = PROBE.replace('.', '/') + ".class";
    Path seen = directory.resolve(probe + "-classes");
    Files.createDirectories(seen.resolve(path).getParent());
    Files.copy(zone.resolve(path), seen.resolve(path));
    Path file = Files.writeString(seen.resolve(probe + ".java"), source);
    String[] arguments = {
      "--release",
      "17",
      "-proc:none",
      "-cp",
      seen.toString(),
      "-d",
      seen.toString(),
      file.toString()
    };
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
    if (status != 0) {
      throw new AssertionError(file + " does not compile; the compiler's words are on stderr.");
    }
    return seen;
  }
}
