package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Names;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Stalls;
import java.io.FileDescriptor;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A snapshot begins, the walk comes to a file, or a snapshot ends, while a writer is between the
 * gate and the system call.
 */
class EnteredMeanwhileTest {
  @TempDir Path directory;

  @AfterEach
  void end() {
    Shot.publish(null);
  }

  @Test
  void theWriteIsAGuardedChange() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "before");
    Shot shot = new Shot(null, new Stalls(), changed -> {}, 0, 0);
    Shot.publish(shot);
    GuardedFile file;
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
      int token = Gate.enter(open.getFD());
      int inner = Gate.enterWrite(open.getFD(), 0, 10); // before the walk
      file = new GuardedFile(FileStatus.of(path, false), Io.open(path, Io.RDONLY, 0), "file");
      shot.add(file);
      assertTrue(shot.changed(file), "what it is about to change would be taken for unguarded");
      open.write(new byte[10]);
      Gate.leaveWrite(inner, open.getFD(), 0, 0, 10);
      Gate.leave(token);
    }
    Io.close(file.source);
  }

  @Test
  void soIsOneThatBeganBeforeTheSnapshotDid() throws Exception {
    for (Call call : Call.values()) {
      Path path = Files.writeString(directory.resolve("file"), "before");
      Shot shot = new Shot(null, new Stalls(), changed -> {}, 0, 0);
      GuardedFile file;
      try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
        FileDescriptor fd = open.getFD();
        int token = call.enter(fd);
        Shot.publish(shot);
        file = new GuardedFile(FileStatus.of(path, false), Io.open(path, Io.RDONLY, 0), "file");
        shot.add(file);
        open.setLength(1);
        call.leave(token, fd);
      }
      assertTrue(shot.changed(file), call + ": its change would be taken for unguarded");
      Shot.publish(null);
      Io.close(file.source);
    }
  }

  private enum Call {
    DISPATCHED {
      @Override
      int enter(FileDescriptor fd) {
        Gate.enter(fd);
        return Gate.enterWrite(fd, 0, 1);
      }

      @Override
      void leave(int token, FileDescriptor fd) {
        Gate.leaveWrite(token, fd, 0, 0, 1);
        Gate.leave(Gate.IN);
      }
    },
    TRUNCATED {
      @Override
      int enter(FileDescriptor fd) {
        Gate.enter(fd);
        return Gate.enterTruncate(fd, 1);
      }

      @Override
      void leave(int token, FileDescriptor fd) {
        Gate.leaveTruncate(token, fd, 1, null);
        Gate.leave(Gate.IN);
      }
    },
    STREAMED {
      @Override
      int enter(FileDescriptor fd) {
        return Gate.enterStream(fd, 1);
      }

      @Override
      void leave(int token, FileDescriptor fd) {
        Gate.leaveStream(token, fd);
      }
    },
    LENGTH_SET {
      @Override
      int enter(FileDescriptor fd) {
        return Gate.enterSetLength(fd, 1);
      }

      @Override
      void leave(int token, FileDescriptor fd) {
        Gate.leaveSetLength(token, fd, 1, null);
      }
    };

    abstract int enter(FileDescriptor fd);

    abstract void leave(int token, FileDescriptor fd);
  }

  /** The next snapshot, which may be on by then, is none the worse for it. */
  @Test
  void theEndOfTheSnapshotIsNoFault() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "before");
    long faults = Faults.count();
    Shot shot = new Shot(null, new Stalls(), changed -> {}, 0, 0);
    GuardedFile file =
        new GuardedFile(FileStatus.of(path, false), Io.open(path, Io.RDONLY, 0), "file");
    shot.add(file);
    long raised = Barrier.raise(10_000_000_000L);
    assertTrue(Barrier.cut(raised));
    Barrier.wake();
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw")) {
      int token = Gate.enter(open.getFD());
      Shot.publish(shot); // as the writer found it, and it ends
      shot.end();
      Io.close(file.source);
      int inner = Gate.enterWrite(open.getFD(), 0, 10);
      Gate.leaveWrite(inner, open.getFD(), 0, 0, 10);
      Gate.leave(token);
      Gate.leave(Names.enterOpen("" + path, true)); // a truncation
    }
    assertEquals(faults, Faults.count());
  }

  @Test
  void ofAnotherFileItIsNot() throws Exception {
    Path path = Files.writeString(directory.resolve("file"), "before");
    Path other = Files.writeString(directory.resolve("other"), "before");
    Shot shot = new Shot(null, new Stalls(), changed -> {}, 0, 0);
    Shot.publish(shot);
    GuardedFile file =
        new GuardedFile(FileStatus.of(path, false), Io.open(path, Io.RDONLY, 0), "file");
    shot.add(file);
    try (RandomAccessFile open = new RandomAccessFile(other.toFile(), "rw")) {
      int token = Gate.enter(open.getFD());
      Gate.leaveWrite(Gate.enterWrite(open.getFD(), 0, 10), open.getFD(), 0, 0, 10);
      Gate.leave(token);
    }
    assertFalse(shot.changed(file));
    Io.close(file.source);
  }
}
