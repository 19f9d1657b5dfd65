package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Threads that carried a group, or ended one that was not theirs, were inside for ever. */
class CarriedTest {
  @TempDir Path directory;

  @JdkTest
  void noThreadStaysInside(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** The pool's one thread is used again and again, as pools do. */
  public static final class Program implements AutoCloseable {
    private final Elsewhere pool = new Elsewhere();
    private final Copies copies;

    private Program(Copies copies) {
      this.copies = copies;
    }

    public static void main(String[] args) throws Exception {
      try (Program program = new Program(new Copies(args[0]))) {
        program.wrapsInACarriedTask();
        program.leavesAGroupOpenInACarriedTask();
        program.closesWhatIsNotItsOwn();
      }
      Copies.end();
    }

    /** The inner wrapper keeps the group open until it has run, on whatever thread. */
    private void wrapsInACarriedTask() throws Exception {
      Runnable[] inner = new Runnable[1];
      try (WriteGroup group = WriteGroup.begin("outer")) {
        Runnable task = () -> inner[0] = wrapped("inner");
        elsewhere(group.wrap(task));
      }
      copies.mustFindNoPoint();
      elsewhere(inner[0]);
      requireNone();
      elsewhere(() -> WriteGroup.begin("later").close());
      requireNone();
    }

    private static Runnable wrapped(String name) {
      try (WriteGroup group = WriteGroup.begin(name)) {
        Runnable nothing = () -> {};
        return group.wrap(nothing);
      }
    }

    /** It ends with the task, and the thread's next group is a group again. */
    private void leavesAGroupOpenInACarriedTask() throws Exception {
      try (WriteGroup group = WriteGroup.begin("outer")) {
        Runnable task = () -> begun("left open");
        elsewhere(group.wrap(task));
      }
      requireNone();
      WriteGroup[] next = new WriteGroup[1];
      elsewhere(() -> next[0] = WriteGroup.begin("next"));
      copies.mustFindNoPoint();
      elsewhere(next[0]::close);
      requireNone();
    }

    /** Closed by another thread it stays open; its owner can end it after that. */
    private void closesWhatIsNotItsOwn() throws Exception {
      WriteGroup[] group = new WriteGroup[1];
      elsewhere(() -> group[0] = begun("mine"));
      group[0].close();
      copies.mustFindNoPoint();
      elsewhere(group[0]::close);
      requireNone();
      elsewhere(group[0]::close);
      requireNone();
    }

    private static WriteGroup begun(String name) {
      return WriteGroup.begin(name);
    }

    private void elsewhere(Runnable task) throws Exception {
      pool.does(task::run);
    }

    private void requireNone() {
      Copies.require(Copies.openGroups() == 0, "a group is still open");
      copies.mustBeConsistent();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
