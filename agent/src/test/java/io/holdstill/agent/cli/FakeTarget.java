package io.holdstill.agent.cli;

import io.holdstill.agent.config.Options;
import io.holdstill.agent.control.FakeAgentState;
import io.holdstill.agent.control.FakeSnapshots;
import io.holdstill.agent.control.HoldstillControl;
import io.holdstill.agent.snapshot.SnapshotRequest;
import java.lang.management.ManagementFactory;

/**
 * A JVM as the command line finds it, with or without Holdstill, without the agent's weaving. Says
 * {@code ready}, tells each request that it gets, and lives until its stdin ends.
 */
public final class FakeTarget {
  private FakeTarget() {}

  private static final class Telling extends FakeSnapshots {
    @Override
    public long begin(SnapshotRequest request) {
      long id = super.begin(request);
      System.out.println("begun " + request);
      return id;
    }
  }

  /** {@code none}, {@code armed [OPTIONS]} or {@code disarmed}. */
  public static void main(String[] args) throws Exception {
    if (!args[0].equals("none")) {
      String reason = args[0].equals("armed") ? "" : "not woven: java.io.X.y";
      Options options = Options.parse(args.length > 1 ? args[1] : "");
      new HoldstillControl(options, new Telling(), new FakeAgentState(reason))
          .register(ManagementFactory.getPlatformMBeanServer());
      System.setProperty("io.holdstill.state", reason.isEmpty() ? "ARMED" : "DISARMED: " + reason);
    }
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Lives until nobody needs it any more.
      continue;
    }
  }
}
