package io.holdstill.faults;

import io.holdstill.faults.boot.Faulty;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Weaves the agent as it is loaded, so that its calls pass {@link Faulty}. */
public final class FaultAgent {
  private static final String BOOT = "io/holdstill/faults/boot/";
  private static final String[] BOOT_CLASSES = {
    "Effect", "Plan", "Roles", "Natives", "UnixErrors", "Faulty", "Faulty$1", "Times"
  };

  private FaultAgent() {}

  /** Before the agent's own, which loads its classes. */
  public static void premain(String jar, Instrumentation instrumentation) throws IOException {
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar));
    instrumentation.addTransformer(new Transformer());
  }

  /** The option that loads it; the classes of {@code boot} are in its jar. */
  static String option(Path folder) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), FaultAgent.class.getName());
    Path jar = folder.resolve("faults.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : BOOT_CLASSES) {
        String path = BOOT + name + ".class";
        out.putNextEntry(new JarEntry(path));
        try (InputStream in = FaultAgent.class.getResourceAsStream("/" + path)) {
          in.transferTo(out);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(jar + " cannot be made", e);
    }
    return "-javaagent:" + jar + "=" + jar;
  }

  private static final class Transformer implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
      if (name == null || old != null || !Weaving.concerns(name)) {
        return null;
      }
      try {
        ClassReader reader = new ClassReader(bytes);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Weaving(writer, name), 0);
        return writer.toByteArray();
      } catch (Throwable t) {
        System.err.println("fault agent: " + name + " could not be woven: " + t);
        throw t;
      }
    }
  }
}
