package io.holdstill.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What writers do is handed over, all of it, or a gap is. The gate is called as woven code does.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RecorderTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;
  private Path path;
  private Recorder recorder;

  @BeforeEach
  void begin() throws IOException {
    path = Files.createFile(directory.toRealPath().resolve("file"));
    begin(64 * MEBIBYTE);
  }

  private void begin(long bufferBytes) throws IOException {
    begin(bufferBytes, directory.toRealPath());
  }

  private void begin(long bufferBytes, Path source) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(1);
    recorder = new Recorder(List.of(source), 0, bufferBytes, nanos, Recorder.NO_STACKS);
    Recorder.publish(recorder);
  }

  @AfterEach
  void end() {
    Recorder.publish(null);
  }

  /** One operation of a record. */
  private record Op(int kind, long number, long file, ByteBuffer rest) {
    /** The first byte of a write. */
    byte mark() {
      return rest.get(12);
    }
  }

  private List<Record> taken() {
    List<Record> records = new ArrayList<>();
    for (Record record = recorder.take(); record != null; record = recorder.take()) {
      records.add(record);
    }
    return records;
  }

  private static ByteBuffer bytes(Record record) {
    ByteBuffer all = ByteBuffer.allocate((int) record.length);
    for (byte[] page : record.pages) {
      all.put(page, 0, Math.min(page.length, all.remaining()));
    }
    return all.flip();
  }

  /** Of kind WRITE alone: how many bytes each has. */
  private static List<Op> operations(ByteBuffer in) {
    List<Op> found = new ArrayList<>();
    while (in.hasRemaining()) {
      int kind = in.get();
      long number = in.getLong();
      long file = in.getLong();
      int length =
          switch (kind) {
            case OpDescriptor.WRITE -> Long.BYTES + Integer.BYTES + in.getInt(in.position() + 8);
            case OpDescriptor.FORCE -> Long.BYTES + 1;
            case OpDescriptor.LENGTH -> Long.BYTES;
            case OpDescriptor.BIND -> 20 + Short.BYTES + in.getShort(in.position() + 20);
            default -> throw new AssertionError("kind " + kind);
          };
      found.add(new Op(kind, number, file, in.slice(in.position(), length)));
      in.position(in.position() + length);
    }
    return found;
  }

  private static List<Op> operations(List<Record> records, int kind) {
    List<Op> found = new ArrayList<>();
    for (Record record : records) {
      operations(bytes(record)).stream().filter(op -> op.kind() == kind).forEach(found::add);
    }
    return found;
  }

  private static void write(RandomAccessFile open, long position, byte[] bytes) throws IOException {
    open.seek(position);
    int token = Gate.enterCall(open.getFD(), bytes.length);
    open.write(bytes);
    Gate.leaveCall(token, open.getFD(), bytes, 0, bytes.length, null);
  }

  private RandomAccessFile open() throws IOException {
    return new RandomAccessFile(path.toFile(), "rw");
  }

  @Test
  void aLongGroupIsAllItsParts() throws IOException {
    Object group = Groups.begin("long");
    try (RandomAccessFile open = open()) {
      for (int i = 0; i < 5; i++) {
        write(open, i, new byte[400 << 10]);
      }
    }
    Groups.end(group);
    List<Record> records = taken();
    assertTrue(records.size() > 1, "it fitted into one");
    assertEquals(Record.GROUP, records.get(records.size() - 1).kind);
    for (Record part : records) {
      assertEquals(records.get(0).key, part.key);
    }
    List<Op> writes = operations(records, OpDescriptor.WRITE);
    for (int i = 0; i < 5; i++) {
      assertEquals(i, writes.get(i).rest().getLong());
      assertEquals(400 << 10, writes.get(i).rest().getInt(8));
    }
  }

  /** Whose files have other numbers, and whose groups other keys. */
  @Test
  void whatIsOpenAsOneRecorderEndsIsNotInTheNext() throws IOException {
    try (RandomAccessFile open = open()) {
      Object group = Groups.begin("across");
      write(open, 0, new byte[600 << 10]);
      write(open, 0, new byte[1]);
      end();
      begin(64 * MEBIBYTE);
      write(open, 1, new byte[2]);
      Groups.end(group);
      List<Record> records = taken();
      assertEquals(1, records.size());
      assertEquals(Record.GROUP, records.get(0).kind);
      assertEquals(0, records.get(0).key);
      assertEquals(1, operations(records, OpDescriptor.WRITE).size());
      assertEquals(1, operations(records, OpDescriptor.BIND).size());
    }
  }

  @Test
  void whatEndsUnderTheNextRecorderIsNotInIt() throws IOException {
    try (RandomAccessFile open = open()) {
      Object group = Groups.begin("across");
      write(open, 0, new byte[1]);
      end();
      begin(64 * MEBIBYTE);
      Groups.end(group);
      assertEquals(0, taken().size());
    }
  }

  @Test
  void aCarriedGroupEndsWhereItsLastPartIs() throws IOException {
    try (RandomAccessFile open = open()) {
      Object group = Groups.begin("carried");
      Object claim = Groups.claim(group, new Object());
      write(open, 0, new byte[1]);
      Groups.end(group);
      end();
      begin(64 * MEBIBYTE);
      assertTrue(Groups.resume(claim));
      write(open, 1, new byte[1]);
      Groups.finish(claim);
      List<Record> records = taken();
      assertEquals(2, records.size());
      assertEquals(Record.GROUP, records.get(1).kind);
      assertEquals(records.get(0).key, records.get(1).key);
    }
  }

  @Test
  void whatHasNotEndedIsTold() throws IOException {
    try (RandomAccessFile open = open()) {
      write(open, 0, new byte[1]);
      Object nothing = Groups.begin("nothing");
      assertEquals(List.of(), recorder.unended());
      Groups.end(nothing);
      Object group = Groups.begin("open");
      write(open, 0, new byte[1]);
      end();
      Groups.end(group);
      List<Unended> unended = recorder.unended();
      assertEquals(1, unended.size());
      assertEquals("open", unended.get(0).group);
      assertEquals(Thread.currentThread().getName(), unended.get(0).thread);
      assertEquals(1, unended.get(0).after);
    }
  }

  @Test
  void aCarriedGroupThatHasNotEndedIsTold() throws IOException {
    Object group = Groups.begin("carried");
    Object claim = Groups.claim(group, new Object());
    try (RandomAccessFile open = open()) {
      write(open, 0, new byte[1]);
    }
    Groups.end(group);
    assertEquals("carried", recorder.unended().get(0).group);
    Groups.release(claim);
    assertEquals(List.of(), recorder.unended());
  }

  @Test
  void whatThereIsNoRoomForIsAGap() throws IOException {
    end();
    begin(0); // the least there is: a mebibyte
    try (RandomAccessFile open = open()) {
      write(open, 0, new byte[10]);
      for (int i = 0; i < 3; i++) {
        write(open, i, new byte[600 << 10]);
      }
    }
    List<Record> records = taken();
    assertEquals(Record.GAP, records.get(records.size() - 1).kind);
    assertTrue(records.get(records.size() - 1).length >= 1, "nothing is said to be missing");
  }

  @Test
  void aForceTellsWhatItCovers() throws IOException {
    try (RandomAccessFile open = open()) {
      write(open, 0, new byte[10]);
      long covered = recorder.lastOperation();
      Gate.leaveForce(Gate.enterForce(), open.getFD(), true, null);
      Gate.leaveForce(Gate.enterForce(), open.getFD(), false, null);
      Gate.leaveForce(Gate.enterForce(), open.getFD(), false, new IOException("it failed"));
      List<Op> forces = operations(taken(), OpDescriptor.FORCE);
      assertEquals(2, forces.size());
      assertEquals(covered, forces.get(0).rest().getLong());
      assertEquals(1, forces.get(0).rest().get(8));
      assertEquals(0, forces.get(1).rest().get(8));
    }
  }

  @Test
  void whatAnotherThreadDoesInACarriedGroupIsOfIt() throws Exception {
    Object group = Groups.begin("carried");
    Object claim = Groups.claim(group, new Object());
    Groups.end(group);
    Throwable[] thrown = new Throwable[1];
    Thread other =
        new Thread(
            () -> {
              assertTrue(Groups.resume(claim));
              try (RandomAccessFile open = open()) {
                write(open, 3, new byte[10]);
              } catch (Throwable t) {
                thrown[0] = t;
              }
              Groups.finish(claim);
            });
    other.start();
    other.join();
    assertNull(thrown[0]);
    List<Record> records = taken();
    assertEquals(2, records.size());
    assertEquals(Record.PART, records.get(0).kind);
    assertEquals(Record.GROUP, records.get(1).kind);
    assertEquals(records.get(0).key, records.get(1).key);
    assertEquals(1, operations(records, OpDescriptor.WRITE).size());
  }

  /** An inode's number is used again; the file is another. */
  @Test
  void theNextFileOfAnInodeHasANumberOfItsOwn() throws IOException {
    FileStatus status = FileStatus.of(path, false);
    Tape tape = recorder.tape(Writer.current(), 10_000);
    long first = recorder.files.create(tape, status, path).id;
    recorder.files.lostItsLastName(status.key);
    assertNotEquals(first, recorder.files.create(tape, status, path).id);
    recorder.ended(Writer.current(), null, Record.BARE);
  }

  /** One that was deleted while it was open leaves no trace as its last descriptor is closed. */
  @Test
  void whatHasANameIsNotTheNamelessFileThatHadItsInode() throws IOException {
    FileStatus named = FileStatus.of(path, false);
    try (RandomAccessFile open = new RandomAccessFile(path.toFile(), "rw");
        RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
      NameLog.changing(path, null, false);
      Files.delete(path);
      NameLog.done(path);
      write(open, 0, new byte[50]);
      KnownFile nameless = recorder.files.find(FileStatus.of(open.getFD()));
      assertTrue(nameless.recorded);
      write(other, 0, new byte[50]);
      assertSame(nameless, recorder.files.find(FileStatus.of(other.getFD())));
      assertNull(recorder.files.find(named), "as the status of a new file would be");
    }
  }

  /** Each way in which one that moved out of the sources may lose its last name there. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFileThatLosesItsLastNameOutsideIsForgotten(boolean replaced) throws IOException {
    Path inside = Files.createDirectory(directory.toRealPath().resolve("inside"));
    Recorder.publish(null);
    begin(64 * MEBIBYTE, inside);
    Path away = inside.resolveSibling("away");
    Path file = Files.createFile(inside.resolve("file"));
    FileStatus status = FileStatus.of(file, false);
    recorder.files.create(recorder.tape(Writer.current(), 10_000), status, file);
    NameLog.changing(file, away, false);
    Files.move(file, away);
    NameLog.done(null);
    assertNotNull(recorder.files.find(status));
    NameLog.changing(away, null, false);
    NameLog.done(null);
    assertNotNull(recorder.files.find(status), "it is there still");
    NameLog.changing(replaced ? path : away, replaced ? away : null, false);
    if (replaced) {
      Files.move(path, away, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(away);
    }
    NameLog.done(null);
    assertNull(recorder.files.find(status));
    recorder.ended(Writer.current(), null, Record.BARE);
  }

  /** The snapshot holds the file that was there at its point. */
  @Test
  void aSnapshotKnowsTheFileThatWasThereAtItsPoint() throws IOException {
    FileStatus status = FileStatus.of(path, false);
    Tape tape = recorder.tape(Writer.current(), 10_000);
    long first = recorder.files.create(tape, status, path).id;
    long point = recorder.lastOperation();
    Shot.publish(new Shot(null, new Stalls(), changed -> {}, 0, 0));
    try {
      recorder.files.lostItsLastName(status.key);
      recorder.files.create(tape, status, path);
      assertEquals(Map.of(status.key, first), recorder.known(List.of(status.key), point));
    } finally {
      Shot.publish(null);
      recorder.ended(Writer.current(), null, Record.BARE);
    }
  }

  /** What waits for its file has not happened; another file's write meanwhile has. */
  @Test
  void aWriteThatWaitsForItsFileIsNumberedAfterWhatWasDoneMeanwhile() throws Exception {
    Path other = Files.createFile(directory.toRealPath().resolve("other"));
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch meanwhile = new CountDownLatch(1);
    Thread holding = new Thread(() -> hold(holds, meanwhile));
    Thread waiting = new Thread(() -> writeOnce(path, (byte) 2));
    holding.start();
    holds.await();
    waiting.start();
    while (waiting.isAlive() && waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    writeOnce(other, (byte) 3);
    meanwhile.countDown();
    holding.join();
    waiting.join();
    List<Op> writes = new ArrayList<>(operations(taken(), OpDescriptor.WRITE));
    writes.sort(Comparator.comparingLong(Op::number));
    assertEquals(List.of((byte) 3, (byte) 1, (byte) 2), writes.stream().map(Op::mark).toList());
  }

  private void hold(CountDownLatch holds, CountDownLatch meanwhile) {
    byte[] bytes = {1};
    try (RandomAccessFile open = open()) {
      int token = Gate.enterCall(open.getFD(), bytes.length);
      holds.countDown();
      meanwhile.await();
      open.write(bytes);
      Gate.leaveCall(token, open.getFD(), bytes, 0, bytes.length, null);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void writeOnce(Path file, byte mark) {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      write(open, 0, new byte[] {mark});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
