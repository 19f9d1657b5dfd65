package io.holdstill.packaging;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.harness.Artifacts;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;

/** What stands where in {@code holdstill.jar}: a zone for each class loader, and nothing else. */
class ZonesTest {
  private static final String LAUNCH = "io/holdstill/launch/";
  private static final String RUNTIME = "io/holdstill/runtime/";

  private final JarContent jar = JarContent.of(Artifacts.agent());

  @Test
  void theApplicationSeesTheDoorAlone() {
    Set<String> top = new TreeSet<>(jar.files().keySet());
    top.removeIf(name -> name.startsWith("agent/") || name.startsWith("runtime/"));
    top.removeIf(name -> name.startsWith(LAUNCH) && name.endsWith(".class"));
    assertEquals(Set.of("META-INF/MANIFEST.MF", "META-INF/LICENSE"), top);
  }

  @Test
  void eachZoneHoldsItsOwnPackages() {
    SortedMap<String, byte[]> agent = jar.below("agent/");
    assertTrue(agent.containsKey("io/holdstill/agent/Agent.class"), "agent/ lacks the agent");
    assertFalse(agent.keySet().stream().anyMatch(n -> n.startsWith(LAUNCH)), "door in agent/");
    assertFalse(agent.keySet().stream().anyMatch(n -> n.startsWith(RUNTIME)), "runtime in agent/");

    SortedMap<String, byte[]> runtime = jar.below("runtime/");
    assertTrue(runtime.containsKey(RUNTIME + "WriteGroup.class"), "runtime/ lacks the API");
    runtime.keySet().removeIf(n -> n.startsWith(RUNTIME) && n.endsWith(".class"));
    assertEquals(Set.of(), runtime.keySet());
  }

  @Test
  void theApiIsTheSameInBothJarsAndTheEngineInOneAlone() {
    SortedMap<String, byte[]> api =
        JarContent.of(Artifacts.runtime()).matching(name -> name.endsWith(".class"));
    SortedMap<String, byte[]> zone = jar.below("runtime/");
    assertTrue(api.containsKey("io/holdstill/runtime/WriteGroup.class"), api.keySet()::toString);
    assertTrue(zone.keySet().stream().anyMatch(name -> name.contains("/gate/")));
    assertTrue(api.keySet().stream().noneMatch(name -> name.contains("/gate/")));
    api.forEach((name, bytes) -> assertArrayEquals(zone.get(name), bytes, name));
  }

  @Test
  void theManifestNamesTheDoor() {
    Attributes main = jar.manifest().getMainAttributes();
    assertEquals("io.holdstill.launch.Premain", main.getValue("Premain-Class"));
    assertEquals("io.holdstill.launch.Premain", main.getValue("Agent-Class"));
    assertEquals("io.holdstill.launch.Main", main.getValue("Main-Class"));
    assertEquals("true", main.getValue("Can-Redefine-Classes"));
    assertEquals("true", main.getValue("Can-Retransform-Classes"));
    assertTrue(main.getValue("Implementation-Version").matches("\\d+\\.\\d+\\.\\d+.*"));
    assertFalse(main.containsKey(Attributes.Name.CLASS_PATH), "the jar must stand alone");
  }

  @Test
  void noLibraryKeepsANameThatAnApplicationMayUse() {
    jar.below("agent/")
        .forEach(
            (name, bytes) -> {
              assertFalse(name.startsWith("net/bytebuddy/"), name);
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              assertFalse(text.contains("net/bytebuddy/"), name + " names Byte Buddy unrelocated");
            });
  }

  /** Its names stand in its files. They are the agent's loader's own, which no application sees. */
  @Test
  void chronicleIsPackedForTheAgentAloneAndWithoutItsFollowers() {
    for (String name : jar.files().keySet()) {
      boolean chronicle = name.contains("net/openhft/") || name.contains("org/slf4j/");
      assertTrue(!chronicle || name.startsWith("agent/"), name);
      assertFalse(name.contains("chronicle/analytics/"), name);
      assertFalse(name.matches("agent/(jnr|com/kenai|com/sun/jna|net/openhft/affinity)/.*"), name);
    }
    assertTrue(jar.files().containsKey("agent/net/openhft/chronicle/queue/ChronicleQueue.class"));
    // Chronicle and slf4j find what we put in their services' place, and no file of the user's.
    assertTrue(
        jar.files().containsKey("agent/META-INF/services/org.slf4j.spi.SLF4JServiceProvider"));
    assertTrue(jar.files().containsKey("agent/system.properties"));
  }

  /** JDK 24 and later print a warning for whoever uses it, and the ones to come refuse it. */
  @Test
  void chronicleUsesNoMemoryAccessThatIsToGo() {
    jar.below("agent/net/openhft/")
        .forEach(
            (name, bytes) -> {
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              assertFalse(text.contains("sun/misc/Unsafe"), name);
            });
  }

  @Test
  void nothingUselessIsPacked() {
    for (String name : jar.files().keySet()) {
      assertFalse(name.endsWith("module-info.class"), name);
      assertFalse(name.contains("META-INF/versions/"), name);
      assertFalse(name.contains("META-INF/maven/"), name);
      assertFalse(name.matches(".*\\.(SF|RSA|DSA|so|dll|jnilib)"), name);
    }
  }

  @Test
  void theLicencesOfTheLibrariesArePacked() {
    Set<String> agent = jar.below("agent/").keySet();
    for (String licence :
        new String[] {"LICENSE", "NOTICE", "licenses/ASM", "licenses/JLINE", "licenses/SLF4J"}) {
      assertTrue(agent.contains("META-INF/" + licence), "no META-INF/" + licence);
    }
  }
}
