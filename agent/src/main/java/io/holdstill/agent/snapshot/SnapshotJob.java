package io.holdstill.agent.snapshot;

import io.holdstill.agent.journal.Entry;
import io.holdstill.agent.quiesce.Bounds;
import io.holdstill.agent.quiesce.Outcome;
import io.holdstill.runtime.gate.Faults;
import io.holdstill.runtime.gate.FileKey;
import io.holdstill.runtime.gate.FileStatus;
import io.holdstill.runtime.gate.Gate;
import io.holdstill.runtime.gate.GuardedFile;
import io.holdstill.runtime.gate.Pool;
import io.holdstill.runtime.gate.Shot;
import io.holdstill.runtime.gate.Stalls;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One request, run by the one snapshot thread from end to end; others look on. */
final class SnapshotJob {
  private static final int MOST_RETIRED = 256;

  final SnapshotRequest request;
  final Report report = new Report();
  final SnapshotMeter meter = new SnapshotMeter(report);
  private final Clockwork clockwork;
  private final Tally tally;
  private final Runnable onPoint;
  private final Stalls stalls = new Stalls();
  private final Assurance assurance;
  private volatile boolean cancelled;

  private Destination destination;
  private Pool pool;
  private Shot shot;
  private Tree tree;
  private OurDescriptors ourDescriptors;
  private Exposure exposure;
  private Layout layout;
  private Instant point;
  private int overflows;

  /** The journal's last operation at the point. */
  private long operation;

  private Entry.Base base;
  private IOException listing;

  /**
   * @param onPoint told when the point has been reached and the writers go on
   */
  SnapshotJob(SnapshotRequest request, Clockwork clockwork, Tally tally, Runnable onPoint) {
    this.request = request;
    this.onPoint = onPoint;
    this.clockwork = clockwork;
    this.tally = tally;
    this.assurance = new Assurance(request, clockwork.grouping(), report);
    report.destination = request.destination().toString();
  }

  void cancel() {
    cancelled = true;
  }

  /** Never throws; the report says what became of it. */
  void run() {
    try {
      snapshot();
    } catch (Refused e) {
      fail(e.verdict, e.getMessage());
    } catch (IOException e) {
      fail("FAILED", said(e));
    } catch (InterruptedException e) {
      fail("CANCELLED", "the snapshot thread was interrupted");
    } catch (Throwable e) {
      fail("FAILED", "a fault inside Holdstill: " + e);
    } finally {
      end();
    }
  }

  private void end() {
    try {
      account();
      cleanUp();
    } catch (Throwable e) {
      fail("FAILED", report.error + "; and the cleaning up failed: " + e);
    } finally {
      release();
      meter.finish();
    }
  }

  private void snapshot() throws IOException, Refused, InterruptedException {
    meter.enter("preparing");
    assurance.requireGroups();
    destination =
        new Destination(
            request.destination(), clockwork.options().reserve(), clockwork.options().snapshots());
    destination.check(request.sources());
    destination.make();
    pool = new Pool(clockwork.options().pool());
    prepare();
    meter.enter("waiting");
    clockwork.quiescer().warmUp(this::atPoint);
    seek();
    assurance.level(tally.groupsSeen());
    meter.enter("copying");
    copy();
  }

  // ---- before the barrier

  private void prepare() throws IOException, Refused {
    walk();
    requireLooked();
    exposure = new Exposure(shot);
    exposure.look();
    assurance.requireGuarded(exposure.found(), exposure.notChecked());
    measure();
  }

  private void walk() throws IOException, Refused {
    tree = new Tree(request.sources(), new Excludes(request.exclude()), new FileBudget());
    shot =
        new Shot(
            pool,
            stalls,
            tree,
            clockwork.options().bulkLimit(),
            clockwork.options().copyTimeout().toNanos());
    ourDescriptors = new OurDescriptors(shot, tree);
    overflows = Gate.overflows;
    Shot.publish(shot);
    tree.walk(shot);
  }

  private void requireLooked() throws IOException, Refused {
    if (listing != null) {
      throw listing;
    }
    if (tree.problem() != null) {
      throw Refused.failed(tree.problem());
    }
  }

  private void measure() throws IOException, Refused {
    meter.total(tree.files(), tree.bytes());
    destination.checkSpace(meter.bytesTotal());
  }

  // ---- the barrier

  private void seek() throws IOException, Refused {
    Bounds bounds =
        new Bounds(
            request.maxPause().toNanos(),
            clockwork.options().maxHoldShare(),
            request.timeout().toNanos());
    Outcome outcome =
        clockwork.quiescer().seek(bounds, stalls, this::atPoint, this::betweenAttempts);
    report.attempts = outcome.attempts();
    report.heldMicros = outcome.heldNanos() / 1000;
    report.sufficientPauseMicros = outcome.sufficientNanos() / 1000;
    if (!outcome.found()) {
      noPoint(outcome);
    }
    if (clockwork.journal() != null) {
      report.journal = clockwork.journal().session();
    }
    tree.freeze();
    report.snapshotPoint = point.truncatedTo(ChronoUnit.MICROS).toString();
    onPoint.run();
  }

  /** True to end the search. */
  private boolean betweenAttempts() {
    try {
      tree.listUnlisted();
      if (tree.retired().size() > MOST_RETIRED) {
        ourDescriptors.closeRetired();
      }
    } catch (IOException e) {
      listing = e;
    }
    return cancelled || listing != null || tree.problem() != null;
  }

  /** Behind the barrier: what can be known at this instant alone, and nothing else. */
  private boolean atPoint() {
    if (!tree.whole()) {
      return false;
    }
    tally.mark(report);
    if (clockwork.journal() != null) {
      report.group = clockwork.journal().lastNumber();
      operation = clockwork.journal().lastOperation();
    }
    point = Instant.now();
    return true;
  }

  private void noPoint(Outcome outcome) throws IOException, Refused {
    report.group = 0; // of no point
    report.bareWrites = 0;
    requireLooked();
    if (cancelled) {
      throw Refused.cancelled();
    }
    report.blockers = Blame.of(outcome);
    report.heldWriters = stalls.names();
    throw new Refused("NO_SNAPSHOT_POINT", Blame.text(outcome, request));
  }

  // ---- after the barrier

  private void copy() throws IOException, Refused, InterruptedException {
    for (GuardedFile file : shot.files()) {
      file.atPoint(); // from now on an unguarded change shows
    }
    layout = new Layout(tree, destination.place());
    destination.checkLength(layout.longest());
    layout.makeDirectories();
    if (clockwork.journal() != null) {
      base = BaseFiles.of(request, destination, report.group, layout, known());
    }
    Map<GuardedFile, FileStatus> attributes = layout.attributes();
    try (Sealer sealer = new Sealer(clockwork.options().digest());
        Copier copying =
            new Copier(
                shot,
                pool,
                destination,
                layout.targets(),
                () -> cancelled,
                copy -> sealer.follow(copy, attributes.get(copy.file)))) {
      meter.copying(copying);
      copying.run();
      exposure.look();
      layout.unseenChanges(shot, exposure);
      shot.end();
      Shot.publish(null);
      refuseBroken();
      assurance.requireGuarded(exposure.found(), exposure.notChecked());
      meter.enter("sealing");
      layout.seal(sealer.finish(() -> cancelled));
    }
    succeed();
  }

  private void refuseBroken() throws Refused {
    if (shot.broken() != null) {
      throw new Refused("BROKEN_OFF", shot.broken());
    }
    if (overflows != Gate.overflows) {
      throw new Refused(
          "BROKEN_OFF",
          "a thread ran out of stack inside Holdstill while the snapshot was made; give it more"
              + " (-Xss), or ask again");
    }
  }

  private void succeed() throws IOException, Refused {
    report.skipped = tree.skipped();
    report.files = layout.targets().size();
    report.bytes = meter.bytesTotal();
    report.verdict = assurance.verdict();
    meter.enter("sealing");
    account();
    layout.writeManifest(report);
    if (cancelled) {
      throw Refused.cancelled();
    }
    destination.publish();
    tally.succeeded();
    if (base != null) {
      clockwork.journal().base(base, point.toEpochMilli());
    }
  }

  private Map<FileKey, Long> known() {
    Set<FileKey> keys = new HashSet<>();
    shot.files().forEach(file -> keys.add(file.key));
    return clockwork.journal().known(keys, operation);
  }

  // ---- the end, whatever it was

  private void fail(String verdict, String error) {
    report.verdict = verdict;
    report.error = destination == null ? error : destination.named(error);
    report.level = "";
  }

  private void also(String error) {
    report.error = report.error.isEmpty() ? error : report.error + "; and " + error;
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void cleanUp() {
    forget();
    if (pool != null) {
      pool.close();
    }
    if (destination != null) {
      try {
        destination.discard();
      } catch (IOException e) {
        also(destination.partial() + " could not be removed: " + destination.named(said(e)));
      }
    }
  }

  private void forget() {
    if (shot == null) {
      return;
    }
    shot.end();
    Shot.publish(null);
    tree.freeze(); // who is still inside from before opens nothing more
    shot.files().forEach(file -> file.frontier(Long.MAX_VALUE));
    try {
      ourDescriptors.closeAll();
    } catch (IOException e) {
      Faults.suppress(e); // it is tried again, and what was copied is none the worse
    } finally {
      shot.forget();
      shot = null;
    }
  }

  /** The report is kept for a while; a tree of thousands of names need not be. */
  private void release() {
    tree = null;
    ourDescriptors = null;
    layout = null;
    exposure = null;
    pool = null;
    shot = null;
  }

  private void account() {
    report.longestStallMicros = stalls.longestNanos() / 1000;
    report.totalStallMicros = stalls.totalNanos() / 1000;
    report.stalledThreads = stalls.stalledThreads();
    report.lateMicros = stalls.lateNanos() / 1000;
    report.elapsedMicros = meter.elapsedMicros();
    report.beforeImageBytes = shot == null ? 0 : shot.savedBytes();
  }
}
