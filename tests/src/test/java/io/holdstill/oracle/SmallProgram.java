package io.holdstill.oracle;

import io.holdstill.choke.Description;
import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.runtime.WriteGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs in the JVM with the agent that stops at the point: all small programs, and for each a
 * snapshot whose point lies before, between and after its operations, and two for each operation
 * that are asked for while a group with the operation in it is open: it is carried out before the
 * request, or when the files have been looked at already. What is left of the program is carried
 * out between the point and the copying. Many programs, each in a directory of its own, have one
 * snapshot together.
 */
public final class SmallProgram {
  private static final int TOGETHER = 98;
  private static final long DEADLINE_SECONDS = 60;

  /** Where the operation stands that the point comes after. */
  private enum Last {
    ALONE,
    IN_AN_OPEN_GROUP,
    IN_AN_OPEN_GROUP_AFTER_THE_WALK
  }

  private final Path directory;
  private int snapshots;
  private long judged;

  private SmallProgram(Path directory) {
    this.directory = directory;
  }

  /** Arguments: the most operations, an empty directory. */
  public static void main(String[] args) throws Exception {
    SmallProgram program = new SmallProgram(Path.of(args[1]));
    for (int operations = 1; operations <= Integer.parseInt(args[0]); operations++) {
      List<List<String>> all = SmallOperations.programs(operations);
      for (int from = 0; from < all.size(); from += TOGETHER) {
        program.positions(all.subList(from, Math.min(from + TOGETHER, all.size())), operations);
      }
    }
    if (!Request.faults().isEmpty()) {
      throw new AssertionError(Request.faults());
    }
    System.out.printf(
        "right: %d positions of programs in %d snapshots%n", program.judged, program.snapshots);
  }

  private void positions(List<List<String>> programs, int operations) throws Exception {
    for (int files = 1; files <= SmallOperations.FILES.size(); files++) {
      for (int position = 0; position <= operations; position++) {
        snapshot(programs, files, position, Last.ALONE);
        if (position < operations) {
          snapshot(programs, files, position, Last.IN_AN_OPEN_GROUP);
          snapshot(programs, files, position, Last.IN_AN_OPEN_GROUP_AFTER_THE_WALK);
        }
      }
    }
  }

  /**
   * @param position so many operations are carried out before the request
   * @param last if in a group, the next one is carried out in it as well
   */
  private void snapshot(List<List<String>> programs, int files, int position, Last last)
      throws Exception {
    Path home = Files.createDirectory(directory.resolve("batch-" + snapshots++));
    Path tree = Files.createDirectory(home.resolve("tree"));
    for (int i = 0; i < programs.size(); i++) {
      SmallOperations.layOut(place(tree, i), files, programs.get(i).size());
    }
    run(programs, tree, 0, position);
    Point point = new Point();
    FutureTask<Receipt> request =
        new FutureTask<>(() -> Request.of(tree, home.resolve("copy")).take());
    int next = last == Last.ALONE ? position : position + 1;
    if (last == Last.ALONE) {
      new Thread(request).start();
    } else {
      inside(programs, tree, next, last, point, new Thread(request));
    }
    point.awaitReached();
    List<Map<String, String>> wanted = described(programs, tree);
    run(programs, tree, next, programs.get(0).size());
    point.goOn();
    Receipt receipt = request.get(DEADLINE_SECONDS, TimeUnit.SECONDS).orFail();
    judge(programs, wanted, described(programs, home.resolve("copy/tree")), receipt);
    OracleProgram.remove(home);
  }

  /** The barrier is raised only when the files have been looked at. */
  private static void inside(
      List<List<String>> programs, Path tree, int next, Last last, Point point, Thread request)
      throws IOException {
    try (WriteGroup group = WriteGroup.begin("held")) {
      if (last == Last.IN_AN_OPEN_GROUP) {
        run(programs, tree, next - 1, next);
      }
      request.start();
      point.awaitRaised();
      if (last == Last.IN_AN_OPEN_GROUP_AFTER_THE_WALK) {
        run(programs, tree, next - 1, next);
      }
      point.mustBeAhead();
    }
  }

  private static void run(List<List<String>> programs, Path tree, int from, int to)
      throws IOException {
    for (int i = 0; i < programs.size(); i++) {
      for (String operation : programs.get(i).subList(from, to)) {
        SmallOperations.run(operation, place(tree, i));
      }
    }
  }

  private static List<Map<String, String>> described(List<List<String>> programs, Path tree)
      throws IOException {
    List<Map<String, String>> all = new ArrayList<>();
    for (int i = 0; i < programs.size(); i++) {
      all.add(Description.of(place(tree, i)));
    }
    return all;
  }

  private static Path place(Path tree, int program) {
    return tree.resolve("" + program);
  }

  private void judge(
      List<List<String>> programs,
      List<Map<String, String>> wanted,
      List<Map<String, String>> found,
      Receipt receipt) {
    for (int i = 0; i < programs.size(); i++) {
      if (!wanted.get(i).equals(found.get(i))) {
        throw new AssertionError(
            "%s: wanted %s%n  found %s%n  of %s"
                .formatted(programs.get(i), wanted.get(i), found.get(i), receipt));
      }
      judged++;
    }
  }

  /** The snapshot thread stops between the point and the copying. */
  private static final class Point {
    private final CountDownLatch raised = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch rest = new CountDownLatch(1);

    Point() {
      Runnable onRaised = raised::countDown;
      Runnable onReached = this::stop;
      System.getProperties().put("holdstill.test.raised", onRaised);
      System.getProperties().put("holdstill.test.reached", onReached);
    }

    private void stop() {
      reached.countDown();
      await(rest);
    }

    void awaitRaised() {
      await(raised);
    }

    void awaitReached() {
      await(reached);
    }

    void mustBeAhead() {
      if (reached.getCount() == 0) {
        throw new AssertionError("the point was reached while a group was open");
      }
    }

    void goOn() {
      rest.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("waited in vain");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
