package io.holdstill.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opentest4j.MultipleFailuresError;

/** Many points at once, on a bounded pool. */
final class Trials {
  private Trials() {}

  /** In the points' order, however they ran. */
  static void run(Points points, List<ReplayPoint> tried, ReplayChecker checker) {
    Stage stage = new Stage(points, tried);
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<Throwable>> outcomes = new ArrayList<>();
    try {
      for (ReplayPoint point : tried) {
        outcomes.add(pool.submit(() -> outcome(stage, point, checker)));
      }
      conclude(failures(outcomes), points, tried.size());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Throwable outcome(Stage stage, ReplayPoint point, ReplayChecker checker) {
    try {
      Trial.run(stage, point, checker);
      return null;
    } catch (Throwable t) {
      return t;
    }
  }

  private static List<Throwable> failures(List<Future<Throwable>> outcomes) {
    List<Throwable> failures = new ArrayList<>();
    try {
      for (Future<Throwable> outcome : outcomes) {
        if (outcome.get() != null) {
          failures.add(outcome.get());
        }
      }
      return failures;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while points were checked", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a point could not be checked", e.getCause());
    }
  }

  private static void conclude(List<Throwable> failures, Points points, int tried) {
    if (!failures.isEmpty()) {
      String leftOut = points.leftOut();
      throw new MultipleFailuresError(
          failures.size() + " of " + tried + " points" + (leftOut.isEmpty() ? "" : "; " + leftOut),
          failures);
    }
  }
}
