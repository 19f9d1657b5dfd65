package io.holdstill.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.jar.JarFile;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Loads holdstill.jar into this JVM. */
final class Attach {
  static final String JAR = "holdstill.jar";
  static final String OPTIONS = "holdstill.options";
  private static final String ENTRY = "io.holdstill.launch.Premain";

  private Attach() {}

  /**
   * @param groups patterns; where the property {@value #OPTIONS} is set, that decides alone
   */
  static void agent(List<String> groups) {
    Path jar = jar();
    String own = groups.isEmpty() ? "" : "groups=" + String.join(":", groups);
    String options = System.getProperty(OPTIONS, own);
    try {
      ByteBuddyAgent.attach(jar.toFile(), String.valueOf(ProcessHandle.current().pid()), options);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          jar
              + " could not be loaded into this JVM; let it be (-XX:+EnableDynamicAgentLoading,"
              + " without -XX:+DisableAttachMechanism), or start it with -javaagent:"
              + jar,
          e);
    }
  }

  /** By the property, else where the class path has it. */
  private static Path jar() {
    String named = System.getProperty(JAR);
    if (named == null) {
      return onClassPath();
    }
    Path jar = Path.of(named).toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "-D" + JAR + " names " + jar + ", which is no file; name holdstill.jar as it was built");
    }
    return jar;
  }

  private static Path onClassPath() {
    try {
      Class<?> entry = Class.forName(ENTRY, false, Attach.class.getClassLoader());
      CodeSource source = entry.getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      requireAgent(jar);
      return jar;
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "the agent was not found; add the artifact io.holdstill:holdstill-agent to the test class"
              + " path, or name its jar with -D"
              + JAR
              + "=PATH",
          e);
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException("the agent's jar cannot be read: " + e, e);
    }
  }

  /** In a workspace the classes may lie in a directory, which no JVM takes as an agent. */
  private static void requireAgent(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "the agent's classes come from "
              + jar
              + ", which is no jar; name holdstill.jar with -D"
              + JAR
              + "=PATH");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      if (!ENTRY.equals(file.getManifest().getMainAttributes().getValue("Agent-Class"))) {
        throw new IllegalStateException(
            jar
                + " is no agent: its classes were packed anew; name holdstill.jar with -D"
                + JAR
                + "=PATH");
      }
    }
  }
}
