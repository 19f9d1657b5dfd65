package io.holdstill.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Stalls;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk comes to a file while a writer is between the gate and the system call. */
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
