package io.holdstill.faults;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.faults.boot.Faulty;
import io.holdstill.faults.boot.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.RuntimeErrorException;
import javax.management.openmbean.CompositeData;

/** In the forked JVM: snapshots of one load, each suffering something; what must hold of each. */
final class Attempt {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private final Path folder;
  private final Load load;
  private int taken;

  /** A folder on the destination's file system. */
  Attempt(Path folder, Load load) {
    this.folder = folder;
    this.load = load;
  }

  Path next() {
    return folder.resolve("copy-" + taken++);
  }

  Request request(Path copy) {
    return Request.of(load.directory(), copy).with("timeout", "5s");
  }

  /** One snapshot that suffers so, and what holds of each; then it is all well again. */
  Receipt suffer(Plan plan) throws IOException {
    Path copy = next();
    Receipt receipt;
    Faulty.begin(plan);
    try {
      receipt = request(copy).take();
    } catch (RuntimeErrorException noThread) {
      receipt = latest(copy); // the requester has been told
    } finally {
      Faulty.mend();
    }
    judge(copy, receipt, plan);
    return receipt;
  }

  /** What the last request for this destination came to, once it has ended. */
  static Receipt latest(Path copy) {
    long since = System.nanoTime();
    while (System.nanoTime() - since < DEADLINE_NANOS) {
      for (CompositeData each : (CompositeData[]) Request.attribute("Snapshots")) {
        if (copy.toString().equals(each.get("destination"))) {
          return new Receipt(each);
        }
      }
      LockSupport.parkNanos(1_000_000);
    }
    throw new AssertionError("no request for " + copy + " has ended");
  }

  /** Never a verdict with a wrong copy, never a copy without one, and nothing left behind. */
  void judge(Path copy, Receipt receipt, Plan plan) throws IOException {
    try {
      load.requireWell();
      if (receipt.consistent()) {
        require(receipt.text("level").equals("group"), "its level is not group");
        Agent.verify(copy);
        load.requireCopy(copy);
        remove(copy);
      } else {
        requireReason(plan, receipt);
        if (there(copy)) { // renamed, and then nothing could be done any more
          require(receipt.error().contains(copy + ": is there all the same"), "the copy is there");
          remove(copy);
        }
      }
      Path partial = partial(copy);
      if (there(partial)) {
        require(receipt.error().contains(partial + " could not be removed"), "it leaves something");
        require(!Agent.verifies(partial), "the unfinished copy verifies");
        remove(partial);
      }
    } catch (AssertionError | IOException e) {
      throw new AssertionError(plan + "\n" + receipt, e);
    }
  }

  /** It says which file; where memory was the matter there is none. */
  private void requireReason(Plan plan, Receipt receipt) {
    String reason = receipt.error();
    String victim = "" + plan.victim();
    require(!reason.isBlank(), "no reason is given");
    require(
        receipt.verdict().equals("CANCELLED")
            || plan.kind().contains("pool")
            || victim.contains(":digest")
            || victim.contains(":close")
            || reason.contains("" + folder)
            || reason.contains("/proc")
            || reason.contains("injected in"),
        "the reason names no file");
  }

  static Path partial(Path copy) {
    return copy.resolveSibling(copy.getFileName() + ".partial");
  }

  static boolean there(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }

  static void remove(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder()).forEach(Attempt::delete);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
