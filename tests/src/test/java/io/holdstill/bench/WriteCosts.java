package io.holdstill.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Real writes; each thread to a file of its own, because the kernel locks a file for a write. */
@State(Scope.Thread)
public class WriteCosts {
  /** Says whether the measured JVM has the agent; checked, so that no column lies. */
  static final String EXPECT_ARMED = "holdstill.bench.armed";

  private static final long BYTES = 16 << 20;

  private final SplittableRandom random = new SplittableRandom(1);
  private final ByteBuffer data = LoadFile.filled(LoadFile.BLOCK);
  private final ByteBuffer entry = LoadFile.filled(LoadFile.ENTRY);
  private Path directory;
  private LoadFile file;

  @Setup
  public void open() throws IOException {
    if (Armed.armed() != Boolean.getBoolean(EXPECT_ARMED)) {
      throw new IllegalStateException("The measured JVM has not the agent that it should have");
    }
    directory = Files.createTempDirectory(Machine.memory(), "holdstill-write");
    file = LoadFile.create(directory.resolve("load.dat"), BYTES);
  }

  @TearDown
  public void close() throws IOException {
    file.close();
    Files.delete(directory);
  }

  @Benchmark
  public int write() throws IOException {
    return file.write(random.nextInt(file.blocks), data);
  }

  /** A write group of two writes. */
  @Benchmark
  public void update() throws IOException {
    file.update(random.nextInt(file.blocks), data, entry);
  }
}
