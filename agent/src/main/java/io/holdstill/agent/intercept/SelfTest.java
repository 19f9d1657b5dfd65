package io.holdstill.agent.intercept;

import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Io;
import io.holdstill.runtime.gate.Pool;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Sources;
import io.holdstill.runtime.gate.Stalls;
import io.holdstill.runtime.gate.Transfers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proves the weaving by a small snapshot of its own: every way to change a file is taken once, and
 * its before-image, or the news of its name, must have arrived.
 */
public final class SelfTest implements AutoCloseable {
  private static final int LENGTH = 2 * 4096;
  private static final long DRAIN_NANOS = 50_000_000;
  private static final int DRAINS = 40;

  /** A way to change a file; may throw what it likes, that counts as not proven. */
  interface Way {
    void take(Path file) throws Exception;
  }

  private final Path directory;
  private final Pool pool = new Pool(4L << 20);
  private final Set<Path> told = ConcurrentHashMap.newKeySet();
  private final List<String> unproven = new ArrayList<>();
  private final Shot shot =
      new Shot(pool, new Stalls(), path -> told.add(path.getFileName()), 8L << 20, 1_000_000_000L);
  private final Map<String, GuardedFile> files = new LinkedHashMap<>();

  private SelfTest() throws IOException {
    directory = Files.createTempDirectory("holdstill-self-test");
  }

  /** The ways that are not proven, by name; empty when all is well. Runs on the calling thread. */
  public static List<String> run() throws IOException {
    Sources.kept();
    Faults.count(); // initialised now, not by the first fault, which may be a stack overflow
    try (SelfTest test = new SelfTest()) {
      test.names();
      test.writes();
      test.groups();
      Transfers.beyondTheEnd(test.transfersBeyondTheEnd());
      return test.unproven;
    }
  }

  private void names() throws IOException {
    Shot.publish(shot);
    for (Map.Entry<String, Way> way : Ways.names().entrySet()) {
      Path file = directory.resolve("name-" + told.size() + "-" + unproven.size());
      told.remove(file.getFileName());
      prove(way.getKey(), () -> takeNamed(way.getValue(), file));
    }
  }

  private boolean takeNamed(Way way, Path file) throws Exception {
    way.take(file);
    return told.contains(file.getFileName());
  }

  private void writes() throws IOException {
    Map<String, Way> ways = Ways.writes();
    for (String name : ways.keySet()) {
      Path file = directory.resolve("write-" + files.size());
      Files.write(file, new byte[LENGTH]);
      var source = Io.open(file, Io.RDONLY, 0);
      GuardedFile guarded = new GuardedFile(FileStatus.of(source), source, file.toString());
      files.put(name, guarded);
      shot.add(guarded);
    }
    cut();
    ways.forEach((name, way) -> prove(name, () -> takeWrite(way, files.get(name))));
  }

  private static boolean takeWrite(Way way, GuardedFile file) throws Exception {
    way.take(Path.of(file.name));
    return file.decided(0);
  }

  private void groups() {
    Ways.groups().forEach((name, proof) -> prove(name, proof::getAsBoolean));
  }

  /** What this JDK does where the target is shorter than the position. */
  private boolean transfersBeyondTheEnd() throws IOException {
    Path source = Files.write(directory.resolve("transfer-source"), new byte[1]);
    Path target = Files.createFile(directory.resolve("transfer-target"));
    try (FileChannel from = FileChannel.open(source);
        FileChannel to = FileChannel.open(target, StandardOpenOption.WRITE)) {
      return to.transferFrom(from, 1, 1) > 0;
    }
  }

  private interface Proof {
    boolean holds() throws Exception;
  }

  private void prove(String name, Proof proof) {
    try {
      if (!proof.holds()) {
        unproven.add(name);
      }
    } catch (Exception | LinkageError e) {
      unproven.add(name + " (" + e + ")");
    }
  }

  private static void cut() throws IOException {
    for (int i = 0; i < DRAINS; i++) {
      long raised = Barrier.raise(DRAIN_NANOS);
      while (!Barrier.empty() && !Barrier.expired(raised)) {
        Thread.onSpinWait();
      }
      boolean cut = Barrier.cut(raised);
      Barrier.wake();
      if (cut) {
        return;
      }
    }
    throw new IOException("the self-test found no instant without a writer");
  }

  @Override
  public void close() throws IOException {
    Shot.publish(null);
    shot.end();
    pool.close();
    for (GuardedFile file : files.values()) {
      Io.close(file.source);
    }
    try (DirectoryStream<Path> rest = Files.newDirectoryStream(directory)) {
      for (Path file : rest) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
