package io.holdstill.choke;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Through the names: what {@link Files} makes, moves, copies and removes. */
final class NameActs {
  private NameActs() {}

  static Map<String, Plot.Act> table() {
    Map<String, Plot.Act> table = new LinkedHashMap<>();
    table.put("move", NameActs::move);
    table.put("move(REPLACE_EXISTING)", replacing(StandardCopyOption.REPLACE_EXISTING));
    table.put("move(ATOMIC_MOVE)", replacing(StandardCopyOption.ATOMIC_MOVE));
    table.put("move of a directory", NameActs::moveDirectory);
    table.put("delete", NameActs::delete);
    table.put("copy", NameActs::copy);
    table.put("copy(REPLACE_EXISTING)", NameActs::copyReplacing);
    table.put("copy(InputStream)", NameActs::copyStream);
    table.put("createLink", NameActs::createLink);
    table.put("createSymbolicLink", NameActs::createSymbolicLink);
    table.put("createDirectory", NameActs::createDirectory);
    table.put("createFile", NameActs::createFile);
    table.put("SecureDirectoryStream", NameActs::secure);
    return table;
  }

  private static void move(Plot plot) throws IOException {
    String file = plot.file();
    String free = plot.freeBut(file);
    Files.move(plot.path(file), plot.path(free));
    plot.moved(file, free);
  }

  /** As programs replace a file: a new one is written beside it and moved over it. */
  private static Plot.Act replacing(CopyOption option) {
    return plot -> {
      String old = plot.file();
      String fresh = plot.freeBut(old);
      byte[] bytes = plot.bytes();
      Files.write(plot.path(fresh), bytes);
      plot.made(fresh, bytes);
      Files.move(plot.path(fresh), plot.path(old), option);
      plot.moved(fresh, old);
    };
  }

  private static void moveDirectory(Plot plot) throws IOException {
    List<String> directories = plot.named(Inode.Kind.DIRECTORY);
    if (directories.isEmpty()) {
      createDirectory(plot);
    } else {
      String directory = plot.pick(directories);
      String free = plot.freeBut(directory);
      Files.move(plot.path(directory), plot.path(free));
      plot.moved(directory, free);
    }
  }

  private static void delete(Plot plot) throws IOException {
    String file = plot.file();
    Files.delete(plot.path(file));
    plot.removed(file);
  }

  private static void copy(Plot plot) throws IOException {
    String file = plot.file();
    String free = plot.freeBut(file);
    Files.copy(plot.path(file), plot.path(free));
    plot.made(free, plot.content(file));
  }

  private static void copyReplacing(Plot plot) throws IOException {
    String to = plot.file();
    String from = plot.otherThan(to);
    Files.copy(plot.path(from), plot.path(to), StandardCopyOption.REPLACE_EXISTING);
    plot.made(to, plot.content(from));
  }

  private static void copyStream(Plot plot) throws IOException {
    String free = plot.free();
    byte[] bytes = plot.bytes();
    Files.copy(new ByteArrayInputStream(bytes), plot.path(free));
    plot.made(free, bytes);
  }

  private static void createLink(Plot plot) throws IOException {
    String file = plot.file();
    String free = plot.freeBut(file);
    Files.createLink(plot.path(free), plot.path(file));
    plot.linked(free, file);
    byte[] bytes = plot.bytes();
    int at = plot.position(file, bytes.length);
    plot.channel(free).write(plot.buffer(bytes), at);
    plot.wrote(free, at, bytes);
  }

  private static void createSymbolicLink(Plot plot) throws IOException {
    String free = plot.free();
    String target = plot.random.nextBoolean() ? "a" : "nowhere/" + plot.random.nextInt();
    Files.createSymbolicLink(plot.path(free), Path.of(target));
    plot.madeLink(free, target);
  }

  private static void createDirectory(Plot plot) throws IOException {
    String free = plot.free();
    Files.createDirectory(plot.path(free));
    plot.madeDirectory(free);
  }

  private static void createFile(Plot plot) throws IOException {
    String free = plot.free();
    Files.createFile(plot.path(free));
    plot.made(free, new byte[0]);
  }

  /** Makes, moves and removes names by way of the open directory alone. */
  private static void secure(Plot plot) throws IOException {
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(plot.home)) {
      SecureDirectoryStream<Path> directory = (SecureDirectoryStream<Path>) stream;
      switch (plot.random.nextInt(3)) {
        case 0 -> made(plot, directory);
        case 1 -> moved(plot, directory);
        default -> removed(plot, directory);
      }
    }
  }

  private static void made(Plot plot, SecureDirectoryStream<Path> directory) throws IOException {
    String free = plot.free();
    byte[] bytes = plot.bytes();
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (SeekableByteChannel channel = directory.newByteChannel(Path.of(free), options)) {
      channel.write(plot.buffer(bytes));
    }
    plot.made(free, bytes);
  }

  private static void moved(Plot plot, SecureDirectoryStream<Path> directory) throws IOException {
    String file = plot.file();
    String free = plot.freeBut(file);
    directory.move(Path.of(file), directory, Path.of(free));
    plot.moved(file, free);
  }

  private static void removed(Plot plot, SecureDirectoryStream<Path> directory) throws IOException {
    List<String> directories = plot.named(Inode.Kind.DIRECTORY);
    if (directories.isEmpty()) {
      String file = plot.file();
      directory.deleteFile(Path.of(file));
      plot.removed(file);
      createDirectory(plot);
    } else {
      String empty = plot.pick(directories);
      directory.deleteDirectory(Path.of(empty));
      plot.removed(empty);
    }
  }
}
