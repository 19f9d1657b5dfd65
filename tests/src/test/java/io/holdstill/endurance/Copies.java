package io.holdstill.endurance;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Takes one snapshot after another of one source; each is removed once it was judged. */
final class Copies {
  private final Path source;
  private final Path directory;

  interface Judge {
    /** Empty, or what is wrong with the copy. */
    String of(Path copy) throws IOException;
  }

  Copies(Path source, Path directory) {
    this.source = source;
    this.directory = directory;
  }

  void take(int count, Judge judge) throws IOException {
    for (int i = 0; i < count; i++) {
      Path destination = directory.resolve("copy-" + i);
      Receipt receipt = Request.of(source, destination).take().orFail();
      String wrong = judge.of(destination.resolve(source.getFileName()));
      if (!wrong.isEmpty() || !receipt.text("level").equals("group")) {
        throw new AssertionError(destination + ": " + wrong + "\nof the snapshot: " + receipt);
      }
      remove(destination);
    }
    String faults = Request.faults();
    if (!faults.isEmpty()) {
      throw new AssertionError("Holdstill has faults: " + faults);
    }
    System.out.println("right: " + count + " snapshots");
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
