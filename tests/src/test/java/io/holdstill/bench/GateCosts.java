package io.holdstill.bench;

import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.GroupName;
import io.holdstill.runtime.gate.Groups;
import java.io.File;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** In and out, with nothing between; all threads by the same file, lock and group. */
@State(Scope.Benchmark)
public class GateCosts {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private File path;
  private RandomAccessFile file;
  private FileDescriptor fd;
  private int group;

  /** The engine must be the agent's own, not the copy on the class path. */
  @Setup
  public void open() throws IOException {
    if (!Armed.armed() || Gate.class.getClassLoader() != null) {
      throw new IllegalStateException("Holdstill is not armed in the measured JVM");
    }
    path = File.createTempFile("holdstill-gate", ".dat");
    file = new RandomAccessFile(path, "rw");
    fd = file.getFD();
    group = GroupName.of("bench").id;
    if (Gate.enter(fd) != Gate.IN) {
      throw new IllegalStateException(path + " does not pass the gate; is it a regular file?");
    }
    Gate.leave(Gate.IN);
  }

  @TearDown
  public void close() throws IOException {
    file.close();
    path.delete();
  }

  @Benchmark
  public void nothing() {}

  @Benchmark
  public void readLock() {
    lock.readLock().lock();
    lock.readLock().unlock();
  }

  /** What woven code does around one write. */
  @Benchmark
  public void write() {
    int token = Gate.enter(fd);
    Gate.leave(token);
  }

  /** What woven code does around one group. */
  @Benchmark
  public void group() {
    int token = Groups.enter(group);
    Groups.leave(token, null);
  }

  @Benchmark
  public void groupOfTwoWrites() {
    int token = Groups.enter(group);
    write();
    write();
    Groups.leave(token, null);
  }
}
