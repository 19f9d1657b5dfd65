package io.holdstill.agent.journal;

import io.holdstill.agent.posix.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * One writer a journal. The kernel drops the lock with the process that holds it; what the file
 * says of the holder serves the message alone.
 */
final class DirectoryLock implements Closeable {
  /**
   * The journals that this JVM writes. Their lock files must not be opened a second time in it: to
   * close any of a process's descriptors of a file drops all its locks on the file.
   */
  private static final Set<Path> HERE = new HashSet<>();

  private static final int PID_DIGITS = 20;

  private final Path directory;
  private final FileChannel file;

  private DirectoryLock(Path directory, FileChannel file) {
    this.directory = directory;
    this.file = file;
  }

  static DirectoryLock of(Path journal) throws IOException {
    Path directory = journal.toRealPath();
    synchronized (HERE) {
      if (HERE.contains(directory)) {
        throw refusal(journal, "" + ProcessHandle.current().pid());
      }
      FileChannel file =
          FileChannel.open(
              directory.resolve(SegmentFiles.LOCK),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OwnerOnly.FILE);
      try {
        FileLock lock = file.tryLock();
        if (lock == null) {
          throw refusal(journal, holder(file));
        }
        name(file);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
      HERE.add(directory);
      return new DirectoryLock(directory, file);
    }
  }

  private static IOException refusal(Path journal, String holder) {
    return new IOException(
        "the journal "
            + journal
            + " is being written by process "
            + (holder.isEmpty() ? "(unknown)" : holder)
            + "; end it, or name another directory");
  }

  private static String holder(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(PID_DIGITS);
    file.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
  }

  /** A full disk leaves the lock without a name, and no more. */
  private static void name(FileChannel file) throws IOException {
    file.truncate(0);
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    try {
      file.write(ByteBuffer.wrap(pid), 0);
    } catch (IOException e) {
      file.truncate(0);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HERE) {
      HERE.remove(directory);
      file.close();
    }
  }
}
