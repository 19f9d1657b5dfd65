package io.holdstill.mended;

import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.io.TempDir;

/** What a group's method returns is the application's code, and may do anything. */
class StageTest {
  @TempDir Path directory;

  @JdkTest
  void oddStagesHoldNothingForEver(Jdk jdk) {
    String groups = ",groups=" + Program.class.getName() + "#put*";
    Scene.plays(jdk, groups, Program.class, directory);
  }

  /** One odd result after the other. */
  public static final class Program {
    private final Copies copies;

    private Program(Copies copies) {
      this.copies = copies;
    }

    public static void main(String[] args) throws IOException {
      Program program = new Program(new Copies(args[0]));
      program.throwing();
      program.lost();
      program.blocking();
      Copies.end();
    }

    static CompletableFuture<String> putStage(CompletableFuture<String> result) {
      return result;
    }

    static Future<String> putFuture(Future<String> result) {
      return result;
    }

    /** The group ends with its method, whose own result comes back. */
    private void throwing() {
      CompletableFuture<String> result = new Throwing();
      Copies.require(putStage(result) == result, "another stage came back");
      Copies.require(Copies.openGroups() == 0, "a stage that throws left its group open");
      copies.mustBeConsistent();
    }

    /** Nobody can complete it any more. */
    private void lost() {
      CompletableFuture<String> kept = new CompletableFuture<>();
      putStage(kept);
      copies.mustFindNoPoint();
      kept.complete("done");
      putStage(new CompletableFuture<>());
      Copies.awaitCollected(() -> Copies.openGroups() == 0, "a lost stage left its group open");
      copies.mustBeConsistent();
    }

    /** Who asks must not be the requester, behind the barrier. */
    private void blocking() {
      Blocking result = new Blocking();
      putFuture(result);
      Copies.await(result.asked);
      copies.mustFindNoPoint();
      result.answer.countDown();
      Copies.await(() -> Copies.openGroups() == 0, "a future that is done left its group open");
      copies.mustBeConsistent();
    }
  }

  private static final class Throwing extends CompletableFuture<String> {
    @Override
    public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> a) {
      throw new UnsupportedOperationException("on purpose");
    }
  }

  /** Its first answer, to the group's own thread, is no; after that it blocks. */
  private static final class Blocking extends FutureTask<String> {
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch answer = new CountDownLatch(1);
    private final Thread owner = Thread.currentThread();

    Blocking() {
      super(() -> "never run");
    }

    @Override
    public boolean isDone() {
      if (Thread.currentThread() == owner) {
        return false;
      }
      asked.countDown();
      Copies.await(answer);
      return true;
    }
  }
}
