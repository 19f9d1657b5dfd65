package io.holdstill.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** {@code write FILE}: lay the file out, then change it until told to stop. */
final class WriteCommand {
  static final String USAGE =
      String.join(
          "\n",
          "write FILE [options]     write FILE, which must not exist, and change it until told to",
          "                         stop",
          "  --size SIZE            the file's length, at most (256MiB)",
          "  --threads N            writing threads, 1 to 64 (2)",
          "  --rate N               updates per second, all threads together (flat out)",
          "  --door filechannel|raf write through FileChannel or RandomAccessFile (filechannel)",
          "  --seconds N            end after N seconds; the end of the input then ends nothing",
          "  It prints READY when the file is laid out, and obeys lines of its input: reset",
          "  (forget the longest stall), stall (tell it, with the number of updates and how long",
          "  they took), quit (finish the updates in progress and print totals). The end of the",
          "  input is a quit.");

  private static final Set<String> OPTIONS =
      Set.of("--size", "--threads", "--rate", "--door", "--seconds");

  private WriteCommand() {}

  static int run(List<String> line) throws UsageException, IOException, InterruptedException {
    Arguments arguments = Arguments.parse(line, OPTIONS, Set.of());
    if (arguments.words().size() != 1) {
      throw new UsageException("write needs one FILE; --help shows how");
    }
    Path file = Path.of(arguments.words().get(0));
    boolean randomAccess = randomAccess(arguments.text("--door", "filechannel"));
    int threads = arguments.number("--threads", 2, 1, StoreDescriptor.MAX_THREADS);
    Writer.Plan plan =
        new Writer.Plan(
            file,
            descriptor(arguments, threads),
            randomAccess,
            interval(arguments, threads),
            arguments.number("--seconds", 0, 0, 999_999_999));
    try {
      return new Writer(plan, System.in, System.out, System.err).run();
    } catch (FileAlreadyExistsException e) {
      throw new IOException(file + " exists already; remove it or name another file", e);
    }
  }

  private static boolean randomAccess(String door) throws UsageException {
    if (!Set.of("filechannel", "raf").contains(door)) {
      throw new UsageException("--door " + door + " is unknown; give filechannel or raf");
    }
    return door.equals("raf");
  }

  private static StoreDescriptor descriptor(Arguments arguments, int threads)
      throws UsageException {
    long seed = ThreadLocalRandom.current().nextLong();
    try {
      return StoreDescriptor.ofSize(arguments.bytes("--size", "256MiB"), threads, seed);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--size is too small: " + e.getMessage());
    }
  }

  /** Nanoseconds between two updates of one thread; 0 for flat out. */
  private static long interval(Arguments arguments, int threads) throws UsageException {
    if (!arguments.has("--rate")) {
      return 0;
    }
    int rate = arguments.number("--rate", 1, 1, 999_999_999);
    return Math.max(1, TimeUnit.SECONDS.toNanos(threads) / rate);
  }
}
