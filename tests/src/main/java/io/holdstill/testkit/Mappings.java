package io.holdstill.testkit;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What this JVM has mapped for writing: one that is made later is recorded, with what it spoils.
 */
final class Mappings {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Charset OF_PATHS = Charset.forName(System.getProperty("sun.jnu.encoding"));
  private static final int PERMISSIONS = 1;
  private static final int NAME = 5;
  private static final int LOOKS = 20;
  private static final long LOOK_MILLIS = 20;

  private Mappings() {}

  /**
   * A buffer that nobody holds any more keeps its mapping until it is collected, so a mapping is
   * given a moment to go.
   *
   * @throws IllegalStateException if a file below the directory is mapped for writing
   */
  static void requireNone(Path directory, Predicate<Path> excluded) throws IOException {
    Path mapped = first(directory, excluded);
    for (int look = 0; mapped != null && look < LOOKS; look++) {
      System.gc();
      pause();
      mapped = first(directory, excluded);
    }
    if (mapped != null) {
      throw new IllegalStateException(
          mapped
              + ": is mapped for writing, which passes no gate, so that what is stored there would"
              + " not be recorded; begin before it is mapped, or leave it out with exclude");
    }
  }

  private static Path first(Path directory, Predicate<Path> excluded) throws IOException {
    String all = new String(Files.readAllBytes(MAPS), OF_PATHS);
    for (String line : all.split("\n")) {
      String[] fields = line.split(" +", NAME + 1);
      if (fields.length > NAME
          && shared(fields[PERMISSIONS])
          && fields[NAME].startsWith(directory + "/")) {
        Path mapped = Path.of(fields[NAME]);
        if (Files.exists(mapped) && !excluded.test(mapped)) {
          return mapped;
        }
      }
    }
    return null;
  }

  private static boolean shared(String permissions) {
    return permissions.charAt(1) == 'w' && permissions.charAt(3) == 's';
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a mapping was waited for", e);
    }
  }
}
