package io.holdstill.choke;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Random calls that open, make, move, copy and remove names. */
final class NameCalls {
  private NameCalls() {}

  static List<Transcript.Call> all() {
    return List.of(
        NameCalls::open,
        NameCalls::open,
        NameCalls::openOld,
        NameCalls::write,
        NameCalls::twoPaths,
        NameCalls::twoPaths,
        NameCalls::onePath,
        NameCalls::file,
        NameCalls::relative);
  }

  private static void open(Calls calls, Transcript told) {
    Path path = calls.path();
    Set<OpenOption> options = new LinkedHashSet<>();
    for (int i = 0; i < 3; i++) {
      StandardOpenOption[] all = StandardOpenOption.values();
      options.add(all[calls.random.nextInt(all.length)]);
    }
    if (calls.oneIn(8)) {
      options.add(LinkOption.NOFOLLOW_LINKS);
    }
    told.name("newByteChannel", path + " " + options);
    told.call(
        calls,
        () -> {
          try (var channel = Files.newByteChannel(path, options)) {
            return channel.position() + " of " + channel.size();
          }
        });
  }

  private static void openOld(Calls calls, Transcript told) {
    int which = calls.random.nextInt(6);
    String path = calls.oneIn(25) ? null : calls.path().toString();
    told.name("open a stream", which + " " + path);
    told.call(
        calls,
        () -> {
          switch (which) {
            case 0 -> new FileOutputStream(path).close();
            case 1 -> new FileOutputStream(path, true).close();
            case 2 -> new RandomAccessFile(path, "rw").close();
            case 3 -> new RandomAccessFile(path, "r").close();
            case 4 -> new RandomAccessFile(path, "rws").close();
            default -> new RandomAccessFile(path + "\0", "rw").close();
          }
          return "done";
        });
  }

  private static void write(Calls calls, Transcript told) {
    Path path = calls.path();
    byte[] bytes = calls.bytes();
    boolean append = calls.oneIn(2);
    told.name("Files.write", path + " " + append);
    told.call(
        calls,
        () ->
            append
                ? Files.write(path, bytes, StandardOpenOption.APPEND)
                : Files.write(path, bytes));
  }

  private static void twoPaths(Calls calls, Transcript told) {
    Path from = calls.path();
    Path to = calls.path();
    int which = calls.random.nextInt(5);
    CopyOption[] options =
        calls.oneIn(2)
            ? new CopyOption[0]
            : new CopyOption[] {StandardCopyOption.values()[calls.random.nextInt(3)]};
    told.name("two paths", which + " " + from + " " + to + " " + List.of(options));
    told.call(
        calls,
        () ->
            switch (which) {
              case 0 -> Files.move(from, to, options);
              case 1 -> Files.copy(from, to, options);
              case 2 -> Files.createLink(from, to);
              case 3 -> Files.createSymbolicLink(from, to);
              default -> Files.copy(new ByteArrayInputStream(new byte[99]), to, options);
            });
  }

  private static void onePath(Calls calls, Transcript told) {
    Path path = calls.path();
    int which = calls.random.nextInt(5);
    told.name("one path", which + " " + path);
    told.call(
        calls,
        () ->
            switch (which) {
              case 0 -> Files.createDirectory(path);
              case 1 -> Files.createFile(path);
              case 2 -> Files.deleteIfExists(path);
              case 3 -> Files.createDirectories(path);
              default -> {
                Files.delete(path);
                yield "done";
              }
            });
  }

  private static void file(Calls calls, Transcript told) {
    File file = calls.file();
    File other = calls.oneIn(15) ? null : calls.file();
    int which = calls.random.nextInt(6);
    told.name("File", which + " " + file + " " + other);
    told.call(
        calls,
        () ->
            switch (which) {
              case 0 -> file.renameTo(other);
              case 1 -> file.delete();
              case 2 -> file.createNewFile();
              case 3 -> file.mkdir();
              case 4 -> file.mkdirs();
              default -> temporary(other);
            });
  }

  /** Its name is by chance. */
  private static Object temporary(File directory) throws IOException {
    File made = File.createTempFile("temp", ".file", directory == null ? new File(".") : directory);
    return made.delete();
  }

  private static void relative(Calls calls, Transcript told) throws IOException {
    Path name = calls.path();
    Path other = calls.path();
    int which = calls.random.nextInt(4);
    told.name("SecureDirectoryStream", which + " " + name + " " + other);
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("."))) {
      SecureDirectoryStream<Path> directory = (SecureDirectoryStream<Path>) stream;
      told.call(calls, () -> relative(directory, which, name, other));
    }
  }

  private static Object relative(
      SecureDirectoryStream<Path> directory, int which, Path name, Path other) throws IOException {
    switch (which) {
      case 0 -> directory.deleteFile(name);
      case 1 -> directory.deleteDirectory(name);
      case 2 -> directory.move(name, directory, other);
      default -> {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        directory.newByteChannel(name, options).close();
      }
    }
    return "done";
  }
}
