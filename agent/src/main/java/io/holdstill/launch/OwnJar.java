package io.holdstill.launch;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The jar that this class came from. */
final class OwnJar {
  private static ZoneLoader agentZone;

  private OwnJar() {}

  static Path path() throws URISyntaxException {
    CodeSource source = OwnJar.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(
          "the agent's classes did not come from a jar; pass holdstill.jar as it was built");
    }
    return Path.of(source.getLocation().toURI());
  }

  /** The agent's one loader: a second load of the agent must meet the classes of the first. */
  static synchronized ZoneLoader agentZone() throws IOException, URISyntaxException {
    if (agentZone == null) {
      agentZone = new ZoneLoader(path(), "agent/");
    }
    return agentZone;
  }
}
