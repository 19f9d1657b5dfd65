package io.holdstill.agent.control;

import io.holdstill.agent.snapshot.Report;
import io.holdstill.agent.snapshot.SnapshotRequest;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;

/**
 * The notifications: what happened to which request. The listeners are strangers' code; they run on
 * a thread of their own, never on one that makes a snapshot or holds the barrier.
 */
final class Announcements {
  static final String BEGUN = "io.holdstill.snapshot.begun";
  static final String POINT = "io.holdstill.snapshot.point";
  static final String FINISHED = "io.holdstill.snapshot.finished";
  static final String FAILED = "io.holdstill.snapshot.failed";

  private static final int MOST_WAITING = 1_024;
  private static final List<String> FINE = List.of("CONSISTENT", "UNGUARDED", "NOT_GROUPED");

  private final AtomicLong sequence = new AtomicLong();
  private final String source;
  private final Consumer<Notification> send;

  /**
   * @param send hands a notification to the listeners
   */
  Announcements(String source, Consumer<Notification> send) {
    this.source = source;
    this.send = send;
  }

  /** One thread at most, none when idle; when listeners are slow the oldest news are dropped. */
  static Executor listenersThread() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Announcements::thread,
            new ThreadPoolExecutor.DiscardOldestPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  static MBeanNotificationInfo[] info() {
    return new MBeanNotificationInfo[] {
      new MBeanNotificationInfo(
          new String[] {BEGUN, POINT, FINISHED, FAILED},
          Notification.class.getName(),
          "what happened to the snapshot whose id is the user data")
    };
  }

  void begun(long id, SnapshotRequest request) {
    announce(BEGUN, id, "begun, of " + request.sources() + " to " + request.destination());
  }

  void pointReached(long id) {
    announce(POINT, id, "has its snapshot point; the writers go on");
  }

  void ended(long id, Report report) {
    boolean made = FINE.contains(report.getVerdict()) && report.getError().isEmpty();
    String error = report.getError().isEmpty() ? "" : ": " + report.getError();
    announce(made ? FINISHED : FAILED, id, "ended " + report.getVerdict() + error);
  }

  private void announce(String type, long id, String what) {
    Notification notification =
        new Notification(
            type,
            source,
            sequence.incrementAndGet(),
            System.currentTimeMillis(),
            "snapshot " + id + " " + what);
    notification.setUserData(id);
    send.accept(notification);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "holdstill-control-notify", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
