package io.holdstill.oracle;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What small programs are made of: each operation on each of two files. */
final class SmallOperations {
  static final List<String> FILES = List.of("a", "b");

  private static final int SHORT = 5_000;

  /** More than two of the chunks in which a file is copied; so long only where programs are few. */
  private static final int LONG = 600_000;

  /** An operation on a file, which has another beside it. */
  private interface Operation {
    void on(Path file, Path other) throws IOException;
  }

  /** By its name, as {@code write b}. */
  private static final Map<String, Operation> ALL = new LinkedHashMap<>();

  static {
    ALL.put("create", (file, other) -> Files.createFile(file));
    ALL.put("write", (file, other) -> write(file, StandardOpenOption.WRITE, 1));
    ALL.put("append", (file, other) -> write(file, StandardOpenOption.APPEND, -1));
    ALL.put("truncate", (file, other) -> truncate(file));
    ALL.put("rename", (file, other) -> Files.move(file, other, StandardCopyOption.ATOMIC_MOVE));
    ALL.put("delete", (file, other) -> Files.delete(file));
    ALL.put("reopen-truncate", (file, other) -> new FileOutputStream(file.toFile()).close());
  }

  private SmallOperations() {}

  /** All programs of so many operations. */
  static List<List<String>> programs(int operations) {
    List<List<String>> shorter =
        operations == 0
            ? List.of()
            : operations == 1 ? List.of(List.of()) : programs(operations - 1);
    List<List<String>> all = new ArrayList<>();
    for (List<String> program : shorter) {
      for (String operation : ALL.keySet()) {
        for (String file : FILES) {
          List<String> longer = new ArrayList<>(program);
          longer.add(operation + " " + file);
          all.add(longer);
        }
      }
    }
    return all;
  }

  /** The files that are there at first, for a program of so many operations. */
  static void layOut(Path directory, int files, int operations) throws IOException {
    Files.createDirectory(directory);
    for (String name : FILES.subList(0, files)) {
      byte[] bytes = new byte[operations == 1 ? LONG : SHORT];
      Arrays.fill(bytes, (byte) name.charAt(0));
      Files.write(directory.resolve(name), bytes);
    }
  }

  /** A file that is not there, or is, makes it come to nothing. */
  static void run(String operation, Path directory) throws IOException {
    String[] words = operation.split(" ");
    Path file = directory.resolve(words[1]);
    Path other = directory.resolve(words[1].equals("a") ? "b" : "a");
    try {
      ALL.get(words[0]).on(file, other);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      return; // the JDK's word on it
    }
  }

  private static void write(Path file, StandardOpenOption how, long at) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap("something".getBytes());
    try (FileChannel channel = FileChannel.open(file, how)) {
      if (at < 0) {
        channel.write(bytes);
      } else {
        channel.write(bytes, at);
      }
    }
  }

  private static void truncate(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }
}
