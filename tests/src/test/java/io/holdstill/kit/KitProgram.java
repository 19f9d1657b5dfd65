package io.holdstill.kit;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs in the forked JVM: tests, in parallel, as a build tool would run them. */
public final class KitProgram {
  private KitProgram() {}

  /** Arguments: classes, or CLASS#METHOD(TYPES) as the launcher takes it. */
  public static void main(String[] args) {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (String name : args) {
      selectors.add(
          name.contains("#")
              ? DiscoverySelectors.selectMethod(name)
              : DiscoverySelectors.selectClass(name));
    }
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectors)
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.executor-service", "FORK_JOIN_POOL")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
            .build();
    LauncherFactory.create().execute(request, new Teller());
    System.out.println("END");
  }

  private static final class Teller implements TestExecutionListener {
    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      tell("SKIPPED " + test.getDisplayName() + " | " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String thrown = result.getThrowable().map(Throwable::toString).orElse("");
      if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        tell(result.getStatus() + " " + test.getDisplayName() + " | " + thrown);
      }
      // Not to stderr: whoever asks wants to know whether the kit is silent there.
      result.getThrowable().ifPresent(one -> one.printStackTrace(System.out));
    }

    private static synchronized void tell(String text) {
      System.out.println(text);
    }
  }
}
