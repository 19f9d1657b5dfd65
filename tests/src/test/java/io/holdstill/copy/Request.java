package io.holdstill.copy;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** Asks the agent of this JVM for a snapshot, as a program does: through its MXBean. */
public final class Request {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
  private static final long REGISTERED_WITHIN_NANOS = 30_000_000_000L;

  private final String source;
  private final Path destination;
  private final Map<String, String> options = new LinkedHashMap<>();

  private Request(String source, Path destination) {
    this.source = source;
    this.destination = destination;
  }

  public static Request of(Path source, Path destination) {
    return new Request(source.toAbsolutePath().toString(), destination.toAbsolutePath());
  }

  public static Request of(Path first, Path second, Path destination) {
    return new Request(
        first.toAbsolutePath() + ":" + second.toAbsolutePath(), destination.toAbsolutePath());
  }

  public Request with(String option, String value) {
    options.put(option, value);
    return this;
  }

  /** Waits for the end. */
  public Receipt take() {
    return new Receipt((CompositeData) invoke("snapshot", arguments()));
  }

  /** Returns the request's id at once. */
  public long begin() {
    return (Long) invoke("begin", arguments());
  }

  /** The report of a request that was begun, or null if it has not ended by then. */
  public static Receipt await(long id, long millis) {
    Object report = invoke("await", id, millis);
    return report == null ? null : new Receipt((CompositeData) report);
  }

  public static boolean cancel(long id) {
    return (Boolean) invoke("cancel", id);
  }

  public static String phase(long id) {
    return (String) ((CompositeData) invoke("progress", id)).get("phase");
  }

  public static Object attribute(String name) {
    try {
      return SERVER.getAttribute(bean(), name);
    } catch (JMException e) {
      throw new AssertionError(name + " cannot be read", e);
    }
  }

  /** Our own errors; zero in a JVM that is well. */
  public static String faults() {
    Object count = attribute("SuppressedFaults");
    return count.equals(0L) ? "" : count + " suppressed, the first: " + attribute("FirstFault");
  }

  private Object[] arguments() {
    StringBuilder text = new StringBuilder();
    options.forEach((key, value) -> text.append(',').append(key).append('=').append(value));
    String pairs = text.length() == 0 ? "" : text.substring(1);
    return new Object[] {source, destination.toString(), pairs};
  }

  private static Object invoke(String operation, Object... arguments) {
    String[] signature = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      signature[i] = arguments[i] instanceof Long ? "long" : "java.lang.String";
    }
    try {
      return SERVER.invoke(bean(), operation, arguments, signature);
    } catch (javax.management.RuntimeMBeanException e) {
      throw e.getTargetException();
    } catch (JMException e) {
      throw new AssertionError(operation + " failed", e);
    }
  }

  /** The bean is registered by a thread of its own, a moment after the program's start. */
  private static ObjectName bean() throws JMException {
    ObjectName name = new ObjectName("io.holdstill:type=Holdstill");
    long since = System.nanoTime();
    while (!SERVER.isRegistered(name)) {
      if (System.nanoTime() - since > REGISTERED_WITHIN_NANOS) {
        throw new AssertionError(name + " is not registered");
      }
      Thread.onSpinWait();
    }
    return name;
  }
}
