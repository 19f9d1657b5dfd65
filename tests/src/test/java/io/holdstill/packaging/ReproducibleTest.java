package io.holdstill.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built again, elsewhere and later, the jars have the same bytes. */
class ReproducibleTest {
  private static final List<String> BUILT = List.of("runtime", "agent");

  @Test
  void twoBuildsGiveTheSameBytes(@TempDir Path copy) throws Exception {
    copySources(Artifacts.sources(), copy);
    build(copy);
    assertSame(Artifacts.runtime(), copy.resolve("runtime/target/holdstill-runtime.jar"));
    assertSame(Artifacts.agent(), copy.resolve("agent/target/holdstill.jar"));
  }

  private static void assertSame(Path one, Path other) throws IOException {
    assertEquals(-1, Files.mismatch(one, other), () -> one + " differs from a second build");
  }

  /** The poms of all modules, for Maven reads them all, and the sources of those to be built. */
  private static void copySources(Path root, Path copy) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(f -> isSource(root.relativize(f))).toList()) {
        Path target = copy.resolve(root.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return file.endsWith("pom.xml")
        || name.equals("LICENSE")
        || name.equals(".mvn/jvm.config")
        || BUILT.stream().anyMatch(module -> name.startsWith(module + "/src/main/"))
            && Files.isRegularFile(Artifacts.sources().resolve(file));
  }

  private static void build(Path copy) throws IOException, InterruptedException {
    Path log = copy.resolve("build.log");
    ProcessBuilder maven =
        new ProcessBuilder(
            Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
            "-B",
            "-o",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            "-Dmaven.test.skip=true",
            "-pl",
            String.join(",", BUILT),
            "package");
    maven.directory(copy.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = maven.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("The second build takes too long:\n" + Files.readString(log));
    }
    assertEquals(0, process.exitValue(), () -> "The second build failed:\n" + textOf(log));
  }

  private static String textOf(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return log + " cannot be read: " + e;
    }
  }
}
