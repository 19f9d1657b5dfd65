package io.holdstill.mended;

import io.holdstill.copy.Receipt;
import io.holdstill.copy.Request;
import io.holdstill.harness.Jdk;
import io.holdstill.harness.JdkTest;
import io.holdstill.runtime.WriteGroup;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The time in the queue and that of the preparation were taken from the request's timeout. */
class QueueTest {
  @TempDir Path directory;

  @JdkTest
  void whoWaitsInTheQueueKeepsItsTimeout(Jdk jdk) {
    Scene.plays(jdk, "", Program.class, directory);
  }

  /** An open group keeps the first request for its whole timeout, longer than the second's. */
  public static final class Program {
    public static void main(String[] args) throws Exception {
      Copies copies = new Copies(args[0]);
      Receipt first;
      long second;
      try (Elsewhere owner = new Elsewhere()) {
        WriteGroup[] group = new WriteGroup[1];
        owner.does(() -> group[0] = WriteGroup.begin("open"));
        long id = copies.request().with("timeout", "2s").begin();
        Copies.await(() -> Request.phase(id).equals("waiting"), "the first does not wait");
        second = copies.request().with("timeout", "1s").begin();
        Copies.require(Request.phase(second).equals("queued"), "the second is not in the queue");
        first = Request.await(id, 30_000);
        owner.does(group[0]::close);
      }
      Copies.require(first, "NO_SNAPSHOT_POINT");
      Receipt receipt = Request.await(second, 30_000).orFail();
      Copies.require(receipt.number("attempts") >= 1, "nobody was asked: " + receipt);
      Copies.end();
    }
  }
}
