package io.holdstill.choke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How a name is described, by the model and from a copy: equal texts mean equal files. */
public final class Description {
  private Description() {}

  static String file(Path path, int size, String checksum, String firstName) throws IOException {
    return "file of %d bytes, %s, changed %s, first name %s"
        .formatted(size, checksum, attributes(path).lastModifiedTime(), firstName);
  }

  static String directory(Path path) throws IOException {
    return "directory, changed " + attributes(path).lastModifiedTime();
  }

  static String link(String target) {
    return "link to " + target;
  }

  /** What lies in a directory, as a plot's state. */
  public static Map<String, String> of(Path directory) throws IOException {
    Map<String, String> state = new TreeMap<>();
    Map<Object, String> firstNames = new HashMap<>();
    state.put(".", directory(directory));
    for (Path entry : sorted(directory)) {
      state.put(entry.getFileName().toString(), entry(entry, firstNames));
    }
    return state;
  }

  private static String entry(Path path, Map<Object, String> firstNames) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes.isSymbolicLink()) {
      return link(Files.readSymbolicLink(path).toString());
    }
    if (attributes.isDirectory()) {
      return directory(path);
    }
    byte[] bytes = Files.readAllBytes(path);
    String name = path.getFileName().toString();
    firstNames.putIfAbsent(attributes.fileKey(), name);
    String checksum = Inode.checksum(bytes, bytes.length);
    return file(path, bytes.length, checksum, firstNames.get(attributes.fileKey()));
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
