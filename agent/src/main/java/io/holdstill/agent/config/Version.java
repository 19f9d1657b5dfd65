package io.holdstill.agent.config;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The version of this build, as {@code holdstill.jar} says it of itself. */
public final class Version {
  private Version() {}

  /** For example {@code 0.1.0}; {@code unknown} for classes that did not come from the jar. */
  public static String text() {
    CodeSource source = Version.class.getProtectionDomain().getCodeSource();
    return source == null ? "unknown" : of(source);
  }

  private static String of(CodeSource source) {
    try (JarFile jar = new JarFile(Path.of(source.getLocation().toURI()).toFile())) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? "unknown" : version;
    } catch (IOException | URISyntaxException e) {
      // A folder of classes, in a test; no jar, no version.
      return "unknown";
    }
  }
}
