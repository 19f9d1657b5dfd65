package io.holdstill.agent.replay;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.journal.EntryDescriptor;
import io.holdstill.agent.journal.JournalReader;
import io.holdstill.agent.journal.Operation;
import io.holdstill.runtime.gate.OpDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Operations done again by the file system itself, below another directory. */
final class Performed {
  private final MemoryJournal journal;
  private final Path scene;
  private final Path copy;
  private Path again;
  private final Map<Long, FileChannel> channels = new HashMap<>();
  private final Map<Long, Object> keys = new HashMap<>();

  /**
   * @param scene in which {@code in/store} and {@code out} were written to
   * @param copy of {@code in/store} before
   */
  Performed(MemoryJournal journal, Path scene, Path copy) {
    this.journal = journal;
    this.scene = scene;
    this.copy = copy;
  }

  Map<String, String> at(long number) throws IOException {
    again = Files.createDirectory(scene.resolve("again"));
    Files.createDirectories(again.resolve("out"));
    Path inside = Files.createDirectories(again.resolve("in/store"));
    for (Path path : Directories.all(copy)) {
      Files.copy(path, inside.resolve(copy.relativize(path)));
    }
    for (Operation op : operations(number)) {
      perform(op);
    }
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
    channels.clear();
    Map<String, String> described = Directories.described(inside);
    Removal.of(again);
    return described;
  }

  private List<Operation> operations(long number) {
    List<Operation> all = new ArrayList<>();
    try (JournalReader reader = journal.open()) {
      for (Entry entry = next(reader); entry != null; entry = next(reader)) {
        if (entry.kind() == EntryDescriptor.GROUP && entry.number() <= number) {
          all.addAll(entry.group().decoded());
        }
      }
    }
    all.sort(Comparator.comparingLong(Operation::number));
    return all;
  }

  private static Entry next(JournalReader reader) {
    try {
      return reader.next();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void perform(Operation op) throws IOException {
    switch (op.kind()) {
      case OpDescriptor.WRITE -> channels.get(op.file()).write(op.bytes(), op.value());
      case OpDescriptor.LENGTH -> length(channels.get(op.file()), op.value());
      case OpDescriptor.BIND -> open(op.file(), path(op.path()));
      case OpDescriptor.CREATE -> open(op.file(), Files.createFile(path(op.path())));
      case OpDescriptor.LINK -> Files.createLink(path(op.path()), find(keys.get(op.file())));
      case OpDescriptor.DIRECTORY -> Files.createDirectory(path(op.path()));
      case OpDescriptor.SYMLINK ->
          Files.createSymbolicLink(path(op.path()), Path.of(Names.of(op.second())));
      case OpDescriptor.DELETE -> Files.delete(path(op.path()));
      case OpDescriptor.RENAME ->
          Files.move(path(op.path()), path(op.second()), StandardCopyOption.ATOMIC_MOVE);
      default -> throw new AssertionError(op);
    }
  }

  private static void length(FileChannel channel, long length) throws IOException {
    channel.truncate(length);
    if (channel.size() < length) {
      channel.write(ByteBuffer.allocate(1), length - 1);
    }
  }

  private void open(long id, Path path) throws IOException {
    channels.put(id, FileChannel.open(path, StandardOpenOption.WRITE));
    keys.put(id, key(path));
  }

  private Path path(byte[] recorded) {
    return again.resolve(scene.relativize(Roots.path(Names.of(recorded))));
  }

  private Path find(Object key) throws IOException {
    for (Path path : Directories.all(again)) {
      if (key(path).equals(key)) {
        return path;
      }
    }
    throw new AssertionError("no name of " + key);
  }

  private static Object key(Path path) throws IOException {
    return Files.getAttribute(path, "unix:fileKey", LinkOption.NOFOLLOW_LINKS);
  }
}
