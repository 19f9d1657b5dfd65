package io.holdstill.demo.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * What the demo takes for holdstill.jar in its own tests: an agent that guards nothing, and a
 * snapshot command that copies without asking anybody, or fails.
 */
public final class StandIn {
  private StandIn() {}

  public static void premain(String options) {
    System.setProperty("demo.test.options", options);
  }

  /** {@code snapshot PID FILE --to DEST --json}. */
  public static void main(String[] line) throws IOException, InterruptedException {
    String status = System.getenv("STAND_IN_STATUS");
    if (status != null) {
      System.err.println("the stand-in was told to fail");
      System.exit(Integer.parseInt(status));
    }
    Path file = Path.of(line[2]);
    Path to = Files.createDirectory(Path.of(line[4]));
    copyInHalves(file, to.resolve(file.getFileName()));
    System.out.println("{\"heldMicros\": 11, \"longestStallMicros\":7,\n\"elapsedMicros\": 1234}");
  }

  /** With so much time between that the writer gets somewhere on any machine. */
  private static void copyInHalves(Path from, Path to) throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to)) {
      out.write(in.readNBytes((int) (Files.size(from) / 2)));
      Thread.sleep(100);
      in.transferTo(out);
    }
  }

  static Path jar(Path folder) throws IOException {
    Path jar = folder.resolve("stand-in.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, StandIn.class.getName());
    main.putValue("Premain-Class", StandIn.class.getName());
    String resource = StandIn.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      entries.putNextEntry(new JarEntry(resource));
      StandIn.class.getClassLoader().getResourceAsStream(resource).transferTo(entries);
      entries.closeEntry();
    }
    return jar;
  }
}
