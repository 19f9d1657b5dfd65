package io.holdstill.packaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A jar, read whole: the bytes of each file by its name, and the manifest. */
record JarContent(SortedMap<String, byte[]> files, Manifest manifest) {
  static JarContent of(Path jar) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (!entry.isDirectory()) {
          files.put(entry.getName(), file.getInputStream(entry).readAllBytes());
        }
      }
      return new JarContent(Collections.unmodifiableSortedMap(files), file.getManifest());
    } catch (IOException e) {
      throw new AssertionError(jar + " cannot be read.", e);
    }
  }

  /** The files below a folder, named relative to it. */
  SortedMap<String, byte[]> below(String folder) {
    SortedMap<String, byte[]> found = new TreeMap<>();
    files.forEach(
        (name, bytes) -> {
          if (name.startsWith(folder)) {
            found.put(name.substring(folder.length()), bytes);
          }
        });
    return found;
  }

  SortedMap<String, byte[]> matching(Predicate<String> wanted) {
    SortedMap<String, byte[]> found = new TreeMap<>(files);
    found.keySet().removeIf(wanted.negate());
    return found;
  }
}
