package io.holdstill.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many points at once, on a bounded pool. */
final class Trials {
  private final Points points;
  private final List<ReplayPoint> tried;
  private final Outcome outcome;

  private Trials(Points points, List<ReplayPoint> tried, Outcome outcome) {
    this.points = points;
    this.tried = tried;
    this.outcome = outcome;
  }

  /** Answers for all points that there are. */
  static Trials of(Points points, List<ReplayPoint> tried) {
    return new Trials(points, tried, new Outcome(points.leftOut(), points.spoilt(), points.told()));
  }

  /** Answers for those alone. */
  static Trials ofSome(Points points, List<ReplayPoint> tried) {
    return new Trials(points, tried, new Outcome(List.of(), false, ""));
  }

  /** In the points' order, however they run. */
  Outcome run(ReplayChecker checker) {
    Stage stage = new Stage(points, tried);
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Throwable>> running = new ArrayList<>();
    try {
      for (ReplayPoint point : tried) {
        running.add(pool.submit(() -> thrown(stage, point, checker)));
      }
      for (int i = 0; i < tried.size(); i++) {
        outcome.add(tried.get(i), running.get(i).get());
      }
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while points were checked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a point could not be checked", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Throwable thrown(Stage stage, ReplayPoint point, ReplayChecker checker) {
    try {
      Trial.run(stage, point, checker);
      return null;
    } catch (Throwable t) {
      return t;
    }
  }
}
