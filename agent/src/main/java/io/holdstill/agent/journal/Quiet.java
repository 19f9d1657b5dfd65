package io.holdstill.agent.journal;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.cleaner.CleanerServiceLocator;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import net.openhft.chronicle.core.onoes.NullExceptionHandler;
import net.openhft.chronicle.threads.DiskSpaceMonitor;

/**
 * Chronicle without its threads and banners. It asks the system properties once, while its classes
 * are initialised: they say what we want during that time and no longer, because an application may
 * use Chronicle too. What it has to complain of is a fault.
 */
final class Quiet {
  private static final Map<String, String> DURING_START =
      Map.of(
          // Else it looks for one above the working directory, and makes one where it finds none.
          "project.build.directory", "/dev/null",
          "background.releaser", "false", // mappings are released by the thread that drops them
          "chronicle.disk.monitor.disable", "true",
          "chronicle.analytics.disable", "true", // it is not there; this is said twice
          "chronicle.announcer.disable", "true");

  private static volatile Consumer<Throwable> faults = fault -> {};
  private static boolean started;

  private Quiet() {}

  /** To be called before anything else of Chronicle's. */
  static synchronized void start(Consumer<Throwable> sink) {
    faults = sink;
    if (started) {
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    Map<String, String> before = new HashMap<>();
    Properties properties = System.getProperties();
    DURING_START.forEach((key, value) -> before.put(key, (String) properties.put(key, value)));
    try {
      // Chronicle looks for services there, and would find the application's.
      thread.setContextClassLoader(Quiet.class.getClassLoader());
      initialise();
      started = true;
    } finally {
      thread.setContextClassLoader(context);
      before.forEach((key, value) -> restore(properties, key, value));
    }
  }

  private static void initialise() {
    Jvm.init();
    OS.getTarget();
    ExceptionHandler toFaults = (type, message, cause) -> fault(type.getName(), message, cause);
    Jvm.setErrorExceptionHandler(toFaults);
    Jvm.setWarnExceptionHandler(toFaults);
    Jvm.setDebugExceptionHandler(NullExceptionHandler.NOTHING);
    Jvm.setPerfExceptionHandler(NullExceptionHandler.NOTHING);
    BackgroundResourceReleaser.releasePendingResources();
    DiskSpaceMonitor.INSTANCE.clear();
    CleanerServiceLocator.cleanerService();
  }

  private static void restore(Properties properties, String key, String value) {
    if (value == null) {
      properties.remove(key);
    } else {
      properties.put(key, value);
    }
  }

  static void fault(String where, String message, Throwable cause) {
    faults.accept(new ChronicleComplaint(where + ": " + message, cause));
  }

  /** A warning or an error of Chronicle's. */
  static final class ChronicleComplaint extends Exception {
    ChronicleComplaint(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
