package io.holdstill.agent.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The version of this build, as Maven wrote it into {@code version.txt} beside this class. */
public final class Version {
  private Version() {}

  /** For example {@code 0.1.0}; {@code unknown} where the resources were not put in by Maven. */
  public static String text() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
      return text.isEmpty() || text.startsWith("$") ? "unknown" : text;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
