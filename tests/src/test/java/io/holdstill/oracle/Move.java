package io.holdstill.oracle;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;

/**
 * One operation on an arena, taken with no lock: what it does to the files, what it may do to the
 * model, and when. It is one call of the system, or is retried by nobody: it happens at one moment
 * between its begin and its end, or not at all. The few calls that are two steps in the kernel have
 * another effect where another move may have come between them.
 */
final class Move {
  /** What the application was told. */
  enum Outcome {
    DONE,
    /** The name was not there, or was. */
    REFUSED,
    /** The door was closed by an interrupt or by another thread, before the write or after it. */
    CLOSED
  }

  /** The operation. */
  interface Action {
    void run() throws IOException;
  }

  /** All that it may have come to; none if it cannot have had this outcome then. */
  interface Effect {
    List<Model> on(Model model, Outcome outcome);
  }

  /**
   * What a move will be.
   *
   * @param overtaken its effect where another move came meanwhile
   */
  record Draft(String text, Action action, Effect effect, Effect overtaken) {
    Draft(String text, Action action, Effect effect) {
      this(text, action, effect, effect);
    }
  }

  final Group group;
  final Effect effect;
  final Effect overtaken;
  private final String text;
  private final long wallBegun = wall();
  final long begun = System.nanoTime();
  long ended;
  private long wallEnded;
  Outcome outcome;

  /** Takes it. */
  Move(Group group, Draft draft) throws IOException {
    this.group = group;
    this.effect = draft.effect;
    this.overtaken = draft.overtaken;
    this.text = draft.text;
    this.outcome = outcome(draft.action);
    ended = System.nanoTime();
    wallEnded = wall();
  }

  private static Outcome outcome(Action action) throws IOException {
    try {
      action.run();
      return Outcome.DONE;
    } catch (NoSuchFileException | FileAlreadyExistsException | DirectoryNotEmptyException e) {
      return Outcome.REFUSED;
    } catch (ClosedChannelException e) {
      return Outcome.CLOSED;
    }
  }

  /** The kernel's clock for files may be a tick behind. */
  boolean changedAt(long nanos, long tick) {
    return wallBegun - tick <= nanos && nanos <= wallEnded;
  }

  private static long wall() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  @Override
  public String toString() {
    return "%s: %s, by %s, [%d, %d]".formatted(text, outcome, group, begun, ended);
  }
}
