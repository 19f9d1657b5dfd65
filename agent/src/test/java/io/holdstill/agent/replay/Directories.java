package io.holdstill.agent.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What a comparison of two trees looks at: names, types, bytes, lengths, which names are one. */
final class Directories {
  private Directories() {}

  static Map<String, String> described(Path root) throws IOException {
    Map<String, String> described = new TreeMap<>();
    Map<Object, String> first = new HashMap<>();
    for (Path path : all(root)) {
      String name = Ops.exact(path).substring(Ops.exact(root).length());
      described.put(name, described(path, name, first));
    }
    return described;
  }

  private static String described(Path path, String name, Map<Object, String> first)
      throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "directory";
    }
    Object key = Files.getAttribute(path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
    String other = first.putIfAbsent(key, name);
    if (other != null) {
      return "one with " + other;
    }
    byte[] bytes = Files.readAllBytes(path);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return bytes.length + " bytes " + crc.getValue();
  }

  /** Below the root, in order, without it. */
  static List<Path> all(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return new ArrayList<>(all.filter(path -> !path.equals(root)).sorted().toList());
    }
  }
}
