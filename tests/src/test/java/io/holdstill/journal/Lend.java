package io.holdstill.journal;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that hands on its instrumentation: the store is opened as Holdstill's agent does it. */
public final class Lend {
  private static Instrumentation lent;

  private Lend() {}

  public static void premain(String options, Instrumentation instrumentation) {
    lent = instrumentation;
  }

  static Instrumentation instrumentation() {
    return lent;
  }

  /** A jar that names the class, which is on the class path of the program. */
  static Path jar(Path folder) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), Lend.class.getName());
    manifest.getMainAttributes().put(new Attributes.Name("Can-Redefine-Classes"), "true");
    Path jar = folder.resolve("lend.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(jar + " cannot be made", e);
    }
    return jar;
  }
}
