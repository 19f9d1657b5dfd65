package io.holdstill.agent;

import io.holdstill.agent.config.BadOptions;
import io.holdstill.agent.config.Options;
import io.holdstill.agent.control.HoldstillControl;
import io.holdstill.agent.intercept.SelfTest;
import io.holdstill.agent.intercept.Weaver;
import io.holdstill.agent.journal.Access;
import io.holdstill.agent.journal.Journal;
import io.holdstill.agent.quiesce.HoldProbe;
import io.holdstill.agent.quiesce.Quiescer;
import io.holdstill.agent.snapshot.Clockwork;
import io.holdstill.agent.snapshot.SnapshotQueue;
import io.holdstill.runtime.gate.Barrier;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.Groups;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;

/** The composition root: builds the rooms and starts them in order. */
public final class Agent {
  private static final int EXIT_NOT_STARTED = 70;

  /** The JVM halts long before. */
  private static final long LAST_HOLD_NANOS = 5_000_000_000L;

  private static final long LAST_DRAIN_NANOS = 300_000_000;

  /**
   * The longest that the end of a JVM waits for a snapshot that it interrupts to be cleared away.
   */
  private static final long LAST_CLEAN_UP_MILLIS = 2_000;

  private static final long LAST_NAP_NANOS = 100_000;
  private static Agent running;
  private static Instrumentation instrumentation;

  private final State state = new State();

  private Agent() {}

  /** Called once, by the launcher, on the thread that starts the application. */
  public static synchronized void start(String text, Instrumentation instrumentation, Path jar) {
    if (running != null) {
      return; // armed already; a second -javaagent of the same jar changes nothing
    }
    running = new Agent();
    Agent.instrumentation = instrumentation;
    Options options;
    try {
      options = Options.parse(text);
    } catch (BadOptions e) {
      running.refuse(e, text);
      return;
    }
    running.arm(options, instrumentation);
    running.serve(options);
    running.exitIfAsked(options);
  }

  /** As it was given to the agent that runs here; null where none does. */
  static synchronized Instrumentation instrumentation() {
    return instrumentation;
  }

  private void arm(Options options, Instrumentation instrumentation) {
    Weaver weaver = null;
    try {
      weaver = Weaver.install(instrumentation, options.groups());
      state.woven(weaver);
      List<String> unproven = SelfTest.run();
      if (weaver.missing().isEmpty() && unproven.isEmpty()) {
        record(options, instrumentation);
        state.armed();
      } else {
        disarm(weaver, "not woven: " + weaver.missing() + "; not proven: " + unproven);
      }
    } catch (NoJournal e) {
      disarm(weaver, e.getMessage());
    } catch (Exception | LinkageError e) {
      Faults.suppress(e);
      disarm(weaver, "the self-test could not be made: " + e);
    }
  }

  /** From here on, before the application's first write; armed without it would be half armed. */
  private void record(Options options, Instrumentation instrumentation) throws NoJournal {
    if (options.journal() == null) {
      return;
    }
    try {
      Access.grant(instrumentation);
      Journal journal = Journal.start(options.journal(), Faults::note);
      state.journal(journal);
    } catch (IOException e) {
      throw new NoJournal(e);
    }
  }

  /** The application's own hooks have ended. */
  private static void end(SnapshotQueue snapshots, Journal journal) {
    Groups.exempt();
    snapshots.end(LAST_CLEAN_UP_MILLIS);
    if (journal != null) {
      end(journal);
    }
  }

  /**
   * The application's other threads may write still, and would to the last moment. They are held
   * now: what is in the journal is what is in the files.
   */
  private static void end(Journal journal) {
    try {
      journal.close(Barrier.raise(LAST_HOLD_NANOS) != 0 && emptied());
    } catch (IOException e) {
      Faults.suppress(e);
    }
  }

  /** False where a group stays open, such as one that the JVM was told to exit from. */
  private static boolean emptied() {
    long since = System.nanoTime();
    while (!Barrier.empty()) {
      if (System.nanoTime() - since > LAST_DRAIN_NANOS) {
        return false;
      }
      LockSupport.parkNanos(LAST_NAP_NANOS);
    }
    return true;
  }

  /** What was asked for cannot be kept. */
  private static final class NoJournal extends Exception {
    NoJournal(IOException cause) {
      super("no journal: " + cause.getMessage(), cause);
    }
  }

  private void disarm(Weaver weaver, String reason) {
    state.disarmed(reason);
    System.err.println(
        "holdstill: the application runs UNGUARDED; snapshots of it are refused.\n  " + reason);
    if (Faults.first() != null) {
      System.err.println("  the first fault: " + state.firstFault());
    }
    if (weaver != null) {
      try {
        weaver.reset();
      } catch (Exception | LinkageError e) {
        Faults.suppress(e);
      }
    }
  }

  /** All problems at once, each with how to mend it; the application runs untouched. */
  private void refuse(BadOptions problems, String text) {
    boolean exits = text != null && text.contains("on-start-failure=exit");
    StringBuilder block =
        new StringBuilder(
            exits
                ? "holdstill: the application was not started (on-start-failure=exit); mend:"
                : "holdstill: the application runs UNGUARDED; mend:");
    problems.problems().forEach(problem -> block.append("\n  ").append(problem));
    System.err.println(block);
    state.disarmed(String.join("; ", problems.problems()));
    if (exits) {
      System.exit(EXIT_NOT_STARTED);
    }
    try {
      serve(Options.parse(""));
    } catch (BadOptions impossible) {
      throw new IllegalStateException("the defaults are in range", impossible);
    }
  }

  private void exitIfAsked(Options options) {
    if (options.onStartFailure() == Options.OnStartFailure.EXIT && !state.isArmed()) {
      System.exit(EXIT_NOT_STARTED);
    }
  }

  private void serve(Options options) {
    Quiescer quiescer = new Quiescer(probe(), new Random());
    SnapshotQueue snapshots =
        new SnapshotQueue(new Clockwork(options, quiescer, state, state.journal()));
    HoldstillControl control = new HoldstillControl(options, snapshots, state);
    state.snapshots(snapshots);
    state.groupWarn(options.groupWarn());
    snapshots.onPoint(control::pointReached);
    snapshots.start();
    LastHook.register(() -> end(snapshots, state.journal()), instrumentation);
    // Loading JMX takes a tenth of a second, which the application need not wait for.
    Thread registrar = new Thread(() -> register(control), "holdstill-control-register");
    registrar.setDaemon(true);
    registrar.start();
  }

  private static void register(HoldstillControl control) {
    Groups.exempt();
    try {
      control.register(ManagementFactory.getPlatformMBeanServer());
    } catch (Exception | LinkageError e) {
      Faults.suppress(e);
      System.err.println(
          "holdstill: armed, but not reachable over JMX, so no snapshot can be asked for: " + e);
    }
  }

  /** Only a test build of the jar has one. */
  private static HoldProbe probe() {
    return ServiceLoader.load(HoldProbe.class, Agent.class.getClassLoader())
        .findFirst()
        .orElse(HoldProbe.NONE);
  }
}
