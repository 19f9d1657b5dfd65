package io.holdstill.barrier;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.management.openmbean.CompositeData;

/**
 * What is known of open groups from outside: by the bean, and by whether a snapshot gets through.
 */
final class OpenGroups {
  private static final long DEADLINE_NANOS = 30_000_000_000L;
  private static int requests;

  private final Path directory;
  private final Path source;

  OpenGroups(Path directory) throws IOException {
    this.directory = directory;
    this.source = Files.createDirectory(directory.resolve("source"));
  }

  Path file(String name) {
    return source.resolve(name);
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (CompositeData group : (CompositeData[]) Request.attribute("OpenGroups")) {
      names.add((String) group.get("group"));
    }
    return names;
  }

  /** Exactly this group is open, and a snapshot says so. */
  void requireOpen(String name) {
    if (!names().equals(List.of(name))) {
      throw new AssertionError("open is not " + name + " alone but " + names());
    }
    Receipt receipt = request().with("timeout", "500ms").take();
    require(receipt, "NO_SNAPSHOT_POINT");
    if (!receipt.toString().contains("group:" + name)) {
      throw new AssertionError(name + " is not named: " + receipt);
    }
  }

  /** No group is open, and a snapshot gets through. */
  void requireNone() {
    if (!names().isEmpty()) {
      throw new AssertionError("still open: " + names());
    }
    require(request().take(), "CONSISTENT");
  }

  /** For what ends when somebody notices. */
  void awaitNone() {
    long since = System.nanoTime();
    while (!names().isEmpty()) {
      if (System.nanoTime() - since > DEADLINE_NANOS) {
        throw new AssertionError("still open: " + names());
      }
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    requireNone();
  }

  Request request() {
    return Request.of(source, directory.resolve("copy-" + requests++));
  }

  static void require(Receipt receipt, String verdict) {
    if (!receipt.verdict().equals(verdict)) {
      throw new AssertionError("not " + verdict + ": " + receipt);
    }
  }
}
