package io.holdstill.schedules;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A build of holdstill.jar for tests alone: the shipped jar with a {@link YieldPoint} before every
 * line of the gate, of the copy and of what raises the barrier. {@link YieldPoint} lies in the
 * runtime's zone, where the classes of both zones find it.
 */
public final class YieldingBuild {
  private static final List<String> ROOMS =
      List.of(
          "runtime/io/holdstill/runtime/gate",
          "agent/io/holdstill/agent/snapshot",
          "agent/io/holdstill/agent/quiesce");

  private YieldingBuild() {}

  /**
   * Makes the jar.
   *
   * @return how many points there are in each room, in the order of {@link YieldPoint#pass}
   */
  public static List<Integer> at(Path jar) {
    try {
      Files.copy(Artifacts.agent(), jar);
      try (FileSystem inside = FileSystems.newFileSystem(jar)) {
        addPoint(inside.getPath("runtime"));
        return Stream.of(0, 1, 2).map(room -> weave(inside, room)).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The yielding build could not be made", e);
    }
  }

  private static void addPoint(Path zone) throws IOException {
    String name = YieldPoint.class.getName().replace('.', '/') + ".class";
    Path to = zone.resolve(name);
    Files.createDirectories(to.getParent());
    try (InputStream in = YieldPoint.class.getResourceAsStream("/" + name)) {
      Files.copy(in, to);
    }
  }

  private static int weave(FileSystem inside, int room) {
    int points = 0;
    try (Stream<Path> files = Files.list(inside.getPath(ROOMS.get(room)))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        ClassReader reader = new ClassReader(Files.readAllBytes(file));
        // The frames stay as they are: a point leaves the stack as it finds it.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        LinePoints lines = new LinePoints(writer, room);
        reader.accept(lines, 0);
        Files.write(file, writer.toByteArray());
        points += lines.points();
      }
      return points;
    } catch (IOException e) {
      throw new UncheckedIOException(ROOMS.get(room) + " cannot be woven", e);
    }
  }
}
