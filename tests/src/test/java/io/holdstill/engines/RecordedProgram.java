package io.holdstill.engines;

import io.holdstill.testkit.Recording;
import io.holdstill.testkit.RecordingBuilder;
import io.holdstill.testkit.ReplayPoint;
import io.holdstill.testkit.ReplayPoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Runs in a JVM that may load the agent: a bank under load is recorded, and opened after each. */
public final class RecordedProgram {
  private static final int MOST = Integer.getInteger("holdstill.engines.points", 60);

  private RecordedProgram() {}

  /** Arguments: engine, seed, transfers of each teller, group pattern or empty, a directory. */
  public static void main(String[] args) throws Exception {
    Engine engine = Engine.valueOf(args[0]);
    Path live = Files.createDirectory(Path.of(args[4], "live"));
    engine.open(live).close();
    RecordingBuilder wanted = Recording.of(live);
    try (Recording recording = (args[3].isEmpty() ? wanted : wanted.groups(args[3])).start()) {
      load(engine, live, Long.parseLong(args[1]), Long.parseLong(args[2]));
      AtomicLong right = new AtomicLong();
      recording.check(
          sample(recording.points(ReplayPoints.GROUP_ENDS)),
          (files, point) -> {
            judge(engine, files);
            right.incrementAndGet();
          });
      System.out.println("right " + right + ", unclean " + recording.unclean().size());
    }
  }

  /** A journal of single writes has thousands; some that lie evenly, and the last. */
  private static List<ReplayPoint> sample(List<ReplayPoint> points) {
    List<ReplayPoint> some = new ArrayList<>();
    int step = Math.max(1, points.size() / MOST);
    for (int i = points.size() - 1; i >= 0; i -= step) {
      some.add(0, points.get(i));
    }
    return some;
  }

  private static void load(Engine engine, Path live, long seed, long transfers) throws Exception {
    try (Bank bank = engine.open(live)) {
      Tellers tellers = Tellers.start(bank, seed);
      tellers.awaitMore(transfers);
      tellers.stop();
      bank.makeDurable();
    }
  }

  private static void judge(Engine engine, Path files) throws Exception {
    engine.check(files);
    try (Bank bank = engine.open(files)) {
      long[] most = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
      String wrong = bank.books().against(new Books.Bounds(new long[Bank.TELLERS], most));
      if (!wrong.isEmpty()) {
        throw new AssertionError(wrong);
      }
    }
  }
}
