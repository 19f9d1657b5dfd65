package io.holdstill.barrier;

import io.holdstill.harness.TestBuild;
import java.nio.file.Path;

/** A test build whose requester can be made to park for three seconds in the middle of a hold. */
final class ParkingProbe {
  /** At which of the next raises, counted from 1. */
  static final String PARK_AT = "holdstill.test.park";

  /** Set when it has been parked. */
  static final String PARKED = "holdstill.test.parked";

  private static final String SOURCE =
      """
      import java.util.concurrent.locks.LockSupport;

      public final class ParkingProbe implements io.holdstill.agent.quiesce.HoldProbe {
        @Override
        public void raised(long nanos) {
          int left = Integer.getInteger("holdstill.test.park", 0);
          System.setProperty("holdstill.test.park", "" + (left - 1));
          if (left == 1) {
            long until = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < until) {
              LockSupport.parkNanos(until - System.nanoTime());
            }
            System.setProperty("holdstill.test.parked", "true");
          }
        }
      }
      """;

  private ParkingProbe() {}

  static Path build(Path directory) {
    return TestBuild.with(directory, "ParkingProbe", SOURCE);
  }
}
