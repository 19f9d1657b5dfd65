package io.holdstill.journal;

import io.holdstill.harness.Artifacts;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/** Reads journals in this JVM, which has nothing opened, with the classes of the packed jar. */
final class Judge implements AutoCloseable {
  private final URLClassLoader loader;

  Judge() throws IOException {
    URI jar = Artifacts.agent().toUri();
    URL[] zones = {
      URI.create("jar:" + jar + "!/agent/").toURL(), URI.create("jar:" + jar + "!/runtime/").toURL()
    };
    loader = new URLClassLoader(zones, ClassLoader.getPlatformClassLoader());
  }

  /** How many entries were dropped, and then the numbers of all others. */
  List<Long> read(Path journal) throws IOException {
    try {
      return Packed.in(loader).read(journal);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the packed jar does not read " + journal, e);
    }
  }

  /** Does something with each entry, an object of the packed jar. */
  void each(Path journal, BiConsumer<Object, Packed> task) throws IOException {
    try {
      Packed packed = Packed.in(loader);
      packed.each(journal, entry -> task.accept(entry, packed));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the packed jar does not read " + journal, e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
