package io.holdstill.agent.control;

import io.holdstill.agent.config.Options;
import io.holdstill.agent.snapshot.Progress;
import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.SnapshotRequest;
import io.holdstill.agent.snapshot.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;

/** The MXBean: checks who calls and what is asked, then waits for the rooms below. */
public final class HoldstillControl extends NotificationBroadcasterSupport
    implements HoldstillMXBean {
  /** How long one wait of {@link #snapshot} lasts before the next; nothing depends on it. */
  private static final long WAIT_MILLIS = 1_000;

  private static final long CLEAN_UP_MILLIS = 10_000;

  private final Options options;
  private final Snapshots snapshots;
  private final AgentState state;
  private final Supplier<Optional<String>> otherMachine;
  private final RequestReader requests;
  private final RequestWatch watch;
  private final Announcements announcements;

  public HoldstillControl(Options options, Snapshots snapshots, AgentState state) {
    this(options, snapshots, state, Callers::otherMachine);
  }

  /**
   * @param otherMachine where the caller in this thread is, if not on this machine
   */
  HoldstillControl(
      Options options,
      Snapshots snapshots,
      AgentState state,
      Supplier<Optional<String>> otherMachine) {
    super(Announcements.listenersThread(), Announcements.info());
    this.options = options;
    this.snapshots = snapshots;
    this.state = state;
    this.otherMachine = otherMachine;
    this.requests = new RequestReader(options);
    this.announcements = new Announcements(OBJECT_NAME, this::sendNotification);
    this.watch = new RequestWatch(snapshots, System::nanoTime, announcements::ended, state::fault);
  }

  /** Makes the bean reachable; it can be called before the agent is armed. */
  public void register(MBeanServer server) throws JMException {
    server.registerMBean(this, new ObjectName(OBJECT_NAME));
  }

  public void unregister(MBeanServer server) throws JMException {
    server.unregisterMBean(new ObjectName(OBJECT_NAME));
  }

  /** To be called once the barrier is lowered; returns at once. */
  public void pointReached(long id) {
    announcements.pointReached(id);
  }

  @Override
  public String getState() {
    return state.state();
  }

  @Override
  public String getStateReason() {
    return state.stateReason();
  }

  @Override
  public String getVersion() {
    return state.version();
  }

  @Override
  public long getWritesSeen() {
    return state.writesSeen();
  }

  @Override
  public long getGroupsEnded() {
    return state.groupsEnded();
  }

  @Override
  public List<OpenGroup> getOpenGroups() {
    return state.openGroups();
  }

  @Override
  public List<GroupPatternState> getGroupPatterns() {
    return state.groupPatterns();
  }

  @Override
  public List<Report> getSnapshots() {
    return snapshots.latest();
  }

  @Override
  public long getLongestStallMicros() {
    return state.longestStallMicros();
  }

  @Override
  public long getSuppressedFaults() {
    return state.suppressedFaults();
  }

  @Override
  public String getFirstFault() {
    return state.firstFault();
  }

  @Override
  public Report snapshot(String[] sources, String destination, Map<String, String> text) {
    return awaitEnd(begin(sources, destination, text));
  }

  @Override
  public Report snapshot(String sources, String destination, String text) {
    return awaitEnd(begin(sources, destination, text));
  }

  @Override
  public long begin(String[] sources, String destination, Map<String, String> text) {
    return served(() -> begin(() -> requests.read(sources, destination, text)));
  }

  @Override
  public long begin(String sources, String destination, String text) {
    return served(() -> begin(() -> requests.read(sources, destination, text)));
  }

  @Override
  public Progress progress(long id) {
    return served(
        () -> {
          watch.asked(id);
          return snapshots.progress(id);
        });
  }

  @Override
  public Report await(long id, long millis) {
    return served(() -> awaited(id, millis));
  }

  @Override
  public boolean cancel(long id) {
    return served(() -> snapshots.cancel(id));
  }

  @Override
  public String getJournal() {
    return state.journalDirectory();
  }

  @Override
  public long getJournalEntries() {
    return state.journalEntries();
  }

  @Override
  public long mark(String name) {
    return served(
        () -> {
          Refusals.unlessArmed(state);
          return state.mark(name);
        });
  }

  @Override
  public long quiesce(String text) {
    throw Refusals.notOffered("quiesce");
  }

  @Override
  public void renew(long leaseId) {
    throw Refusals.notOffered("renew");
  }

  @Override
  public long release(long leaseId) {
    throw Refusals.notOffered("release");
  }

  private long begin(Supplier<SnapshotRequest> reading) {
    Refusals.unlessArmed(state);
    SnapshotRequest request = reading.get();
    long id = snapshots.begin(request);
    try {
      watch.begun(id, request.detached());
      announcements.begun(id, request);
    } catch (RuntimeException | Error e) {
      snapshots.cancel(id); // whoever asked does not learn its id
      throw e;
    }
    return id;
  }

  private Report awaitEnd(long id) {
    try {
      Report report = null;
      while (report == null) {
        report = await(id, WAIT_MILLIS);
      }
      return report;
    } catch (IllegalStateException e) {
      if (Thread.interrupted()) {
        return cancelled(id);
      }
      throw e;
    }
  }

  /** Who waited does not know its id: nothing may go on that nobody could ask about. */
  private Report cancelled(long id) {
    try {
      cancel(id);
      Report report = await(id, CLEAN_UP_MILLIS);
      if (report != null && report.getError().isEmpty()) {
        return report; // it was complete by then
      }
      throw new IllegalStateException(
          "the waiting thread was interrupted, and its request cancelled; ask again");
    } finally {
      Thread.currentThread().interrupt();
    }
  }

  private Report awaited(long id, long millis) {
    watch.waits(id);
    try {
      return snapshots.await(id, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "the waiting thread was interrupted; request " + id + " goes on: await or cancel it", e);
    } finally {
      watch.stopsWaiting(id);
    }
  }

  private <T> T served(Supplier<T> operation) {
    return Refusals.inPlainExceptions(
        () -> {
          Refusals.unlessMayCall(options, otherMachine.get());
          return operation.get();
        });
  }
}
