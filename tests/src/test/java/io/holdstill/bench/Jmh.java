package io.holdstill.bench;

import io.holdstill.harness.Jdk;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of one class, each in a forked JVM, and keeps every iteration's figure. */
final class Jmh {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Class<?> benchmarks;
  private final Effort effort;

  /** Nanoseconds an operation takes for its thread, and the most bytes that one allocated. */
  record Measured(Samples nanos, double bytes) {}

  Jmh(Class<?> benchmarks, Effort effort) {
    this.benchmarks = benchmarks;
    this.effort = effort;
  }

  /** By the name of the benchmark's method. */
  Map<String, Measured> run(Jdk jdk, int threads, String... flags) throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(benchmarks.getName().replace(".", "\\.") + "\\.");
    options.jvm(jdk.java()).jvmArgs(flags).threads(threads).forks(1);
    if (jdk.feature() >= 24) { // from where on JMH's own class loading is warned about
      options.jvmArgsAppend("--sun-misc-unsafe-memory-access=allow");
    }
    options.mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS);
    options.warmupIterations(effort.of(3, 1)).warmupTime(TimeValue.milliseconds(300));
    options.measurementIterations(effort.of(6, 2)).measurementTime(TimeValue.milliseconds(200));
    options.addProfiler(GCProfiler.class);
    options.shouldFailOnError(true).verbosity(VerboseMode.SILENT);
    return byMethod(new Runner(options.build()).run());
  }

  private static Map<String, Measured> byMethod(Collection<RunResult> results) {
    Map<String, Measured> measured = new TreeMap<>();
    for (RunResult result : results) {
      String name = result.getParams().getBenchmark();
      measured.put(name.substring(name.lastIndexOf('.') + 1), measured(result));
    }
    return measured;
  }

  private static Measured measured(RunResult result) {
    Samples nanos = new Samples();
    double bytes = 0;
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        nanos.add(iteration.getPrimaryResult().getScore());
        Result<?> allocated = iteration.getSecondaryResults().get(ALLOCATED);
        bytes = Math.max(bytes, allocated == null ? Double.NaN : allocated.getScore());
      }
    }
    return new Measured(nanos, bytes);
  }
}
