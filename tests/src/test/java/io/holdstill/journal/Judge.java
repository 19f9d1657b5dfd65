package io.holdstill.journal;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads journals in this JVM, which has nothing opened, with the classes of the packed jar. */
final class Judge {
  // One for all, and never closed: the JDK's loaders of one jar share its file, and the first that
  // is closed closes it for those that other threads are loading from.
  private static final Packed PACKED = Packed.in(loader());

  private Judge() {}

  private static ClassLoader loader() {
    URI jar = Artifacts.agent().toUri();
    try {
      URL[] zones = {
        URI.create("jar:" + jar + "!/agent/").toURL(),
        URI.create("jar:" + jar + "!/runtime/").toURL()
      };
      return new URLClassLoader(zones, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new AssertionError(jar + " is no place of a jar", e);
    }
  }

  /** How many entries were dropped, and then the numbers of all others. */
  static List<Long> read(Path journal) throws IOException {
    try {
      return PACKED.read(journal);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the packed jar does not read " + journal, e);
    }
  }

  /** Does something with each entry, an object of the packed jar. */
  static void each(Path journal, BiConsumer<Object, Packed> task) throws IOException {
    try {
      PACKED.each(journal, entry -> task.accept(entry, PACKED));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the packed jar does not read " + journal, e);
    }
  }
}
