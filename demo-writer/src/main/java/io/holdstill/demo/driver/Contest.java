package io.holdstill.demo.driver;

import io.holdstill.demo.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Rounds in which each way takes one copy, so that all meet the machine in the same moods. */
final class Contest {
  /** The writer's own warming up should be nobody's stall. */
  private static final long WARM_UP_MILLIS = 3_000;

  /** A snapshot that finds no point takes its whole timeout; a few tell the story. */
  private static final int FAILURES_ENOUGH = 3;

  private final DemoPlan plan;
  private final Scratch scratch;
  private final HoldstillCopy holdstill;
  private final Score cp;
  private final Score stopped;
  private final Score ours;
  private final Score control;
  private int failures;

  Contest(DemoPlan plan, Scratch scratch) {
    this.plan = plan;
    this.scratch = scratch;
    PlainCopy plain = new PlainCopy(scratch.children());
    this.holdstill = new HoldstillCopy(scratch.children(), plan.jar());
    this.cp = new Score(plain);
    this.stopped = new Score(new StoppedCopy(scratch.children(), plain));
    this.ours = new Score(holdstill);
    this.control = new Score(new Undisturbed(holdstill.commandMicros()));
  }

  /** Returns the exit status. */
  int run() throws IOException, InterruptedException {
    ProgressLine progress = ProgressLine.open();
    progress.show("the writer lays its file out");
    WriterProcess writer = WriterProcess.start(plan, scratch);
    progress.show("the writer warms up");
    Thread.sleep(WARM_UP_MILLIS);
    for (int round = 1; round <= plan.copies() && failures < FAILURES_ENOUGH; round++) {
      for (Score score : List.of(cp, stopped, ours, control)) {
        progress.show("round " + round + " of " + plan.copies() + ": " + score.way().name());
        take(round, score, writer);
      }
    }
    progress.clear();
    return tell(writer);
  }

  private void take(int round, Score score, WriterProcess writer)
      throws IOException, InterruptedException {
    Path to = scratch.resolve("copy");
    writer.reset();
    long since = System.nanoTime();
    Way.Copied copied = null;
    try {
      copied = score.way().copy(writer, to);
    } catch (Way.CopyFailedException e) {
      failures++;
      score.failed(round, e.getMessage());
    }
    score.tried(writer.stall(), Way.microsSince(since));
    if (copied != null && copied.file() != null) {
      score.copied(round, copied.micros(), Verifier.verify(copied.file()));
    }
    scratch.remove(to);
  }

  private int tell(WriterProcess writer) throws IOException {
    new Outcome(plan, control, List.of(cp, stopped, ours)).print(System.out, holdstill);
    if (ours.troubles().isEmpty()) {
      return 0;
    }
    System.out.flush();
    ours.troubles().forEach(trouble -> System.err.println("Holdstill, " + trouble));
    System.err.println("The writer said: " + writer.said());
    return 1;
  }
}
