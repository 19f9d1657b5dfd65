package io.holdstill.copy;

import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Some thousand files in pairs that come and go together, and say the same: each pair is made,
 * replaced and removed in one write group.
 */
final class Pairs {
  static final String LEFT = "left-";
  static final String RIGHT = "right-";
  private static final int PAIRS = 1_500;
  private static final int DIRECTORIES = 30;
  private static final int THREADS = 2;

  private final Path tree;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stop;

  Pairs(Path tree) throws IOException {
    this.tree = tree;
    Random random = new Random(1);
    for (int i = 0; i < DIRECTORIES; i++) {
      Files.createDirectories(tree.resolve("directory-" + i));
    }
    for (int i = 0; i < PAIRS; i++) {
      put(i, random);
    }
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      Thread thread = new Thread(() -> change(first), "pairs-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Each thread has pairs of its own. */
  private void change(int first) {
    Random random = new Random(first);
    try {
      while (!stop) {
        int pair = random.nextInt(PAIRS / THREADS) * THREADS + first;
        try (WriteGroup group = WriteGroup.begin("pair")) {
          if (random.nextInt(3) == 0 && Files.exists(path(LEFT, pair))) {
            Files.delete(path(LEFT, pair));
            path(RIGHT, pair).toFile().delete();
          } else {
            put(pair, random);
          }
        }
      }
    } catch (Throwable t) {
      failure.compareAndSet(null, t);
    }
  }

  /** The left one is written where it stands, the right one beside and moved. */
  private void put(int pair, Random random) throws IOException {
    String text = pair + " is " + random.nextLong() + "\n";
    byte[] bytes = text.repeat(1 + random.nextInt(300)).getBytes(StandardCharsets.US_ASCII);
    Files.write(path(LEFT, pair), bytes);
    Path beside = path("beside-", pair);
    Files.write(beside, bytes);
    Files.move(beside, path(RIGHT, pair), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path path(String side, int pair) {
    return tree.resolve("directory-" + pair % DIRECTORIES).resolve(side + pair);
  }

  String end() throws InterruptedException {
    stop = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return failure.get() == null ? "all right" : String.valueOf(failure.get());
  }
}
