package io.holdstill.endurance;

import io.holdstill.runtime.WriteGroup;
import io.holdstill.runtime.WriteGrouped;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Carries out group after group, declared in the way that its thread's number says. */
final class GroupWriter {
  private final Slots slots;
  private final ExecutorService helper =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "helper");
            thread.setDaemon(true);
            return thread;
          });

  GroupWriter(Slots slots) {
    this.slots = slots;
  }

  void group(GroupPlan plan, long[] ended) throws Exception {
    switch (plan.thread()) {
      case 0 -> named(plan, ended);
      case 1 -> annotated(plan, ended);
      case 2 -> begun(plan, ended);
      default -> carried(plan, ended);
    }
  }

  /** A group by the agent's option. */
  void named(GroupPlan plan, long[] ended) {
    writeAll(plan, ended);
  }

  @WriteGrouped
  void annotated(GroupPlan plan, long[] ended) {
    writeAll(plan, ended);
  }

  private void begun(GroupPlan plan, long[] ended) {
    try (WriteGroup group = WriteGroup.begin("begun")) {
      writeAll(plan, ended);
    }
  }

  /** The second half by another thread, after the method that began the group has left it. */
  private void carried(GroupPlan plan, long[] ended) throws Exception {
    Callable<Boolean> rest;
    try (WriteGroup group = WriteGroup.begin("carried")) {
      write(plan, ended, 0, plan.slots().length / 2);
      rest = group.wrap(() -> finish(plan, ended));
    }
    helper.submit(rest).get();
  }

  private boolean finish(GroupPlan plan, long[] ended) {
    last(plan);
    write(plan, ended, plan.slots().length / 2, plan.slots().length);
    return true;
  }

  private void writeAll(GroupPlan plan, long[] ended) {
    write(plan, ended, 0, plan.slots().length / 2);
    finish(plan, ended);
  }

  private void write(GroupPlan plan, long[] ended, int from, int to) {
    for (int i = from; i < to; i++) {
      slots.write(
          plan.slots()[i],
          plan.thread(),
          SlotDescriptor.filled(plan.thread(), plan.group(), i, ended));
    }
  }

  private static void last(GroupPlan plan) {
    long until = System.nanoTime() + plan.nanos();
    for (long left = plan.nanos(); left > 0; left = until - System.nanoTime()) {
      if (plan.parked()) {
        LockSupport.parkNanos(left);
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
