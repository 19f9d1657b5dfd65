package io.holdstill.mended;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdstill.copy.Receipt;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.io.TempDir;

/** A group on a virtual thread that kept the barrier from falling empty was not named. */
class VirtualBlameTest {
  @TempDir Path directory;

  @JdkTest
  void theGroupAndTheThreadAreNamed(Jdk jdk) {
    assumeTrue(jdk.feature() >= 21, () -> jdk + " has no virtual threads");
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** One virtual thread in a group that lasts. */
  public static final class Program {
    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch over = new CountDownLatch(1);
      Runnable task = () -> linger(inside, over);
      Thread thread =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
      thread.setName("slow-one");
      Copies.await(inside);
      Receipt receipt = copies.mustFindNoPoint();
      Copies.requireSaid(receipt, "transfer in thread slow-one was open");
      CompositeData blocker = ((CompositeData[]) receipt.data().get("blockers"))[0];
      Copies.require(((String[]) blocker.get("stack")).length > 0, "no stack: " + receipt);
      Copies.require((Long) blocker.get("ageMicros") > 100_000, "no age: " + receipt);
      Copies.require(Copies.openGroups() == 1, "it is not among the open groups");
      over.countDown();
      thread.join();
      copies.mustBeConsistent();
      Copies.end();
    }

    private static void linger(CountDownLatch inside, CountDownLatch over) {
      try (WriteGroup group = WriteGroup.begin("transfer")) {
        inside.countDown();
        Copies.await(over);
      }
    }
  }
}
