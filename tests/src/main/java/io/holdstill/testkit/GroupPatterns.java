package io.holdstill.testkit;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** The group patterns that the agent of this JVM weaves by, as it tells them over JMX. */
final class GroupPatterns {
  private static final String BEAN = "io.holdstill:type=Holdstill";
  private static final long REGISTERED_WITHIN_NANOS = 30_000_000_000L;
  private static final long LOOK_MILLIS = 5;

  private GroupPatterns() {}

  /** Refuses patterns that came too late, by name. */
  static void require(List<String> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, Integer> inForce = inForce();
    List<String> late = new ArrayList<>(wanted);
    late.removeAll(inForce.keySet());
    if (!late.isEmpty()) {
      throw new IllegalStateException(
          "the agent was loaded before, with other group patterns "
              + inForce.keySet()
              + ", and cannot take "
              + late
              + "; give this JVM all that its tests need, with -D"
              + Attach.OPTIONS
              + "=groups=PATTERN:PATTERN, or use @WriteGrouped");
    }
  }

  /** A misspelt pattern would leave every write a group of its own. */
  static void requireMatched(List<String> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, Integer> inForce = inForce();
    List<String> unmatched = new ArrayList<>(wanted);
    unmatched.removeIf(pattern -> inForce.getOrDefault(pattern, 0) > 0);
    if (!unmatched.isEmpty()) {
      throw new IllegalStateException(
          "the group patterns "
              + unmatched
              + " matched no method of any class that was loaded; check their spelling, and that"
              + " the recording reaches those classes");
    }
  }

  /** Pattern to the number of methods that it matched. */
  private static Map<String, Integer> inForce() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName bean = new ObjectName(BEAN);
      awaitRegistered(server, bean);
      Map<String, Integer> patterns = new LinkedHashMap<>();
      for (CompositeData each : (CompositeData[]) server.getAttribute(bean, "GroupPatterns")) {
        patterns.put((String) each.get("pattern"), ((Object[]) each.get("methods")).length);
      }
      return patterns;
    } catch (JMException e) {
      throw new IllegalStateException("the agent does not tell its group patterns", e);
    }
  }

  /** A thread of the agent's registers it, a moment after the start. */
  private static void awaitRegistered(MBeanServer server, ObjectName bean) {
    long since = System.nanoTime();
    while (!server.isRegistered(bean)) {
      if (System.nanoTime() - since > REGISTERED_WITHIN_NANOS) {
        throw new IllegalStateException(bean + " is not registered; see stderr for the reason");
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the agent was asked", e);
      }
    }
  }
}
