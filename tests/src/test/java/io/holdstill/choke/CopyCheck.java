package io.holdstill.choke;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Judges the copy of a plot: it must be the very state of the version that its stamp says. */
final class CopyCheck {
  private CopyCheck() {}

  /** Empty, or what is wrong. */
  static String of(Plot plot, Path copy, long since) throws IOException {
    Map<String, String> found = Description.of(copy);
    long stamped = stamp(copy);
    if (stamped < since || stamped > plot.states.latest()) {
      return "%s: its stamp says version %d, but the request fell between %d and %d%n"
          .formatted(plot.door, stamped, since, plot.states.latest());
    }
    return differences(plot, stamped, found);
  }

  static String differences(Plot plot, long version, Map<String, String> found) {
    Map<String, String> wanted = plot.states.at(version);
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(found.keySet());
    StringBuilder said = new StringBuilder();
    for (String name : names) {
      if (!Objects.equals(wanted.get(name), found.get(name))) {
        said.append(
            "%s, version %d, %s:%n  wanted %s%n  found  %s (so %s)%n"
                .formatted(
                    plot.door,
                    version,
                    name,
                    wanted.get(name),
                    found.get(name),
                    plot.states.when(name, String.valueOf(found.get(name)))));
      }
    }
    return said.toString();
  }

  private static long stamp(Path copy) throws IOException {
    byte[] bytes = Files.readAllBytes(copy.resolve(Plot.STAMP));
    return bytes.length < 8 ? -1 : ByteBuffer.wrap(bytes).getLong();
  }
}
