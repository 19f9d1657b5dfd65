package io.holdstill.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** In the forked JVM: an application whose calls must all succeed, whatever Holdstill suffers. */
final class Load implements AutoCloseable {
  private static final int STILL_BYTES = 600_000;
  private static final long DEADLINE_NANOS = 30_000_000_000L;

  /** No machine takes a thread's core away for so long. */
  private static final long LONGEST_MICROS = 10_000_000;

  private final Path directory;
  private final List<Store> stores = new ArrayList<>();
  private final byte[] still = new byte[STILL_BYTES];

  Load(Path directory, int writers) throws IOException {
    this.directory = Files.createDirectory(directory);
    new Random(1).nextBytes(still);
    Path sub = Files.createDirectory(directory.resolve("sub"));
    Files.write(sub.resolve("still"), still);
    Files.createFile(sub.resolve("empty"));
    Files.createLink(sub.resolve("again"), sub.resolve("still"));
    Files.createSymbolicLink(sub.resolve("link"), Path.of("still"));
    for (int i = 0; i < writers; i++) {
      stores.add(new Store(directory, i));
    }
    stores.forEach(Store::start);
  }

  Path directory() {
    return directory;
  }

  /** Since the last call: the longest that one group took. */
  long worstMicros() {
    return stores.stream().mapToLong(Store::worstMicros).max().orElse(0);
  }

  long groups() {
    return stores.stream().mapToLong(Store::groups).sum();
  }

  /** Returns once each writer has ended so many more groups. */
  void awaitProgress(int more) {
    long[] before = stores.stream().mapToLong(Store::groups).toArray();
    long since = System.nanoTime();
    for (int i = 0; i < before.length; i++) {
      while (stores.get(i).groups() < before[i] + more) {
        stores.get(i).requireWell();
        if (System.nanoTime() - since > DEADLINE_NANOS) {
          throw new AssertionError("writer " + i + " is held");
        }
        LockSupport.parkNanos(100_000);
      }
    }
  }

  /**
   * Returns once each writer has ended so many more groups, one after the other, of which none took
   * longer than this. Whoever is held again and again never does; whom the machine stops does soon.
   */
  void awaitBrisk(int more, long micros) {
    long since = System.nanoTime();
    long worst;
    do {
      if (System.nanoTime() - since > DEADLINE_NANOS) {
        throw new AssertionError("a writer is held past " + micros + " us again and again");
      }
      worstMicros();
      awaitProgress(more);
      worst = worstMicros();
      if (worst > LONGEST_MICROS) {
        throw new AssertionError("a writer was held for " + worst + " us");
      }
    } while (worst > micros);
  }

  /** No call of the application failed or returned anything but its own result. */
  void requireWell() {
    stores.forEach(Store::requireWell);
  }

  /** The application's own files, to the last bit, while its writers rest. */
  void requireUntouched() throws IOException {
    requireState(directory, rest());
    goOn();
  }

  /** Its writers rest; returns the groups that each has ended. */
  long[] rest() {
    stores.forEach(Store::pause);
    return stores.stream().mapToLong(Store::groups).toArray();
  }

  void goOn() {
    stores.forEach(Store::resume);
  }

  /** As it was when its writers had ended so many groups each. */
  void requireState(Path where, long[] groups) throws IOException {
    for (int i = 0; i < groups.length; i++) {
      stores.get(i).requireState(where, groups[i]);
    }
    requireStill(where);
  }

  /** A copy of it, of one instant. */
  void requireCopy(Path copy) throws IOException {
    Path copied = copy.resolve(directory.getFileName());
    for (Store store : stores) {
      store.requireState(copied, store.claimed(copied));
    }
    requireStill(copied);
  }

  private void requireStill(Path where) throws IOException {
    Path sub = where.resolve("sub");
    boolean right =
        Files.size(sub.resolve("empty")) == 0
            && java.util.Arrays.equals(still, Files.readAllBytes(sub.resolve("still")))
            && Files.isSameFile(sub.resolve("still"), sub.resolve("again"))
            && Files.readSymbolicLink(sub.resolve("link")).toString().equals("still");
    if (!right) {
      throw new AssertionError(sub + " is not what it was");
    }
  }

  @Override
  public void close() throws IOException {
    for (Store store : stores) {
      store.close();
    }
  }
}
